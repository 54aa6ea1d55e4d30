package io.pastelli.conn;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One decoded parameter: text, or what nested names ({@code a[b][]=c}), JSON and uploads make.
 *
 * {@snippet :
 * if (conn.params().tree().fields().get("user") instanceof Param.Fields user) {
 *     user.fields().get("name");
 * }
 * }
 */
public sealed interface Param {
    /**
     * A text.
     *
     * @param value the decoded value
     */
    record Text(String value) implements Param {}

    /**
     * A number, of JSON only.
     *
     * @param value the value
     */
    record Num(Number value) implements Param {}

    /**
     * A truth value, of JSON only.
     *
     * @param value the value
     */
    record Bool(boolean value) implements Param {}

    /** JSON's null. */
    record Null() implements Param {}

    /**
     * A list.
     *
     * @param items the elements in order
     */
    record Items(List<Param> items) implements Param {}

    /**
     * A map.
     *
     * @param fields the values by name, in the order of their first occurrence
     */
    record Fields(Map<String, Param> fields) implements Param {}

    /**
     * An uploaded file. It is deleted when the request's owner ends, so move it away to keep it.
     *
     * @param file where it lies
     * @param size its bytes
     * @param filename the name the client gave it; never use it as a path
     * @param contentType the type the client gave it, empty when it gave none; never trust it
     */
    record Upload(Path file, long size, String filename, Optional<String> contentType) implements Param {}

    /** Returns a text, number or truth value as text; empty for everything else. */
    default Optional<String> text() {
        return switch (this) {
            case Text text -> Optional.of(text.value());
            case Num number -> Optional.of(number.value().toString());
            case Bool bool -> Optional.of(Boolean.toString(bool.value()));
            case Null n -> Optional.empty();
            case Items items -> Optional.empty();
            case Fields fields -> Optional.empty();
            case Upload upload -> Optional.empty();
        };
    }
}
