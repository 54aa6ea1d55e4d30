package io.pastelli.conn;

/**
 * A typed name of something assigned to a conn; two keys of one name are one place.
 *
 * @param <T> the type of the value
 * @param name the name, for {@code putPrivate} prefixed with the library's: {@code pastelli_route}
 * @param type the class of the value
 */
public record Key<T>(String name, Class<T> type) {
    /** Makes a key. */
    public static <T> Key<T> of(String name, Class<T> type) {
        return new Key<>(name, type);
    }
}
