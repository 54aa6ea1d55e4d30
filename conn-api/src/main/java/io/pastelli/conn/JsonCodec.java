package io.pastelli.conn;

import io.pastelli.http.Bytes;

/**
 * Writes JSON; found with {@link java.util.ServiceLoader}, so that this module needs no JSON library. The artifact
 * {@code pastelli-json} brings one on Jackson.
 */
@FunctionalInterface
public interface JsonCodec {
    /**
     * Returns {@code value} as JSON in UTF-8, on one line.
     *
     * @throws IllegalArgumentException when it cannot be written
     */
    Bytes write(Object value);

    /**
     * Returns the codec on the class path.
     *
     * @throws IllegalStateException when there is none
     */
    static JsonCodec found() {
        return FoundJsonCodec.get();
    }
}
