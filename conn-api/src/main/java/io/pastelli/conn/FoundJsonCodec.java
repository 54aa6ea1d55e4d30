package io.pastelli.conn;

import java.util.Optional;
import java.util.ServiceLoader;

/** The JSON codec of the class path, looked up once. */
final class FoundJsonCodec {
    private static final Optional<JsonCodec> FOUND = ServiceLoader.load(JsonCodec.class).findFirst();

    private FoundJsonCodec() {}

    static JsonCodec get() {
        return FOUND.orElseThrow(() -> new IllegalStateException(
                "no JSON library is on the class path: add the artifact io.pastelli:pastelli-json"));
    }
}
