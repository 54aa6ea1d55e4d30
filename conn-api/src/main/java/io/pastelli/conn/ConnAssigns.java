package io.pastelli.conn;

import io.pastelli.http.Bytes;
import java.util.Map;
import java.util.Optional;

/** What users ({@code assign}) and libraries ({@code putPrivate}) keep on a {@link Conn}; allowed after sending too. */
public sealed interface ConnAssigns permits Conn {
    /** Returns everything assigned, by name. */
    Map<String, Object> assigns();

    /** Returns what is assigned to {@code key}. */
    <T> Optional<T> assigned(Key<T> key);

    /** Returns a conn with {@code value} assigned; replaces. */
    <T> Conn assign(Key<T> key, T value);

    /** Returns a conn with a text assigned as bytes in UTF-8; replaces. */
    Conn assign(Key<Bytes> key, String value);

    /** Returns a conn with {@code value} assigned by name; replaces. */
    Conn assign(String name, Object value);

    /** Returns what a library keeps under {@code key}. */
    <T> Optional<T> getPrivate(Key<T> key);

    /** Returns a conn with {@code value} kept for a library; replaces. */
    <T> Conn putPrivate(Key<T> key, T value);
}
