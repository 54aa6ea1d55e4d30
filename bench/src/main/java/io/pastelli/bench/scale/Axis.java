package io.pastelli.bench.scale;

import java.util.List;
import java.util.Locale;

/** What grows. */
enum Axis {
    /** Idle kept-alive connections beside 64 busy ones. */
    CONNECTIONS("idle connections", true),
    /** Idle streams beside 64 busy connections. */
    STREAMS("idle streams", true),
    /** Routes. */
    ROUTES("routes", false),
    /** Bytes of a chunk; what a chunk costs. */
    CHUNKS("bytes a chunk", false),
    /** Fields of a request. */
    HEADERS("header fields", true),
    /** Processors that the JVM sees. */
    CORES("cores", true);

    private final String label;
    private final boolean bare;

    Axis(String label, boolean bare) {
        this.label = label;
        this.bare = bare;
    }

    /** Returns the name on the command line. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    String label() {
        return label;
    }

    /** Tells whether the bare server is measured, too. */
    boolean bare() {
        return bare;
    }

    List<Integer> sizes() {
        return switch (this) {
            case CONNECTIONS, STREAMS -> List.of(10, 100, 1_000, 10_000, 19_000);
            case ROUTES -> List.of(10, 100, 1_000, 10_000);
            case CHUNKS -> List.of(16, 256, 4_096, 65_536, 1_048_576);
            case HEADERS -> List.of(5, 10, 25, 50, 100);
            case CORES -> List.of(1, 2);
        };
    }
}
