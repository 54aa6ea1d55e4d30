package io.pastelli.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is measured. */
enum Workload {
    /** A short text. */
    PLAIN,
    /** JSON through 60 routes with two path parameters. */
    JSON,
    /** An echo of 16 KiB. */
    POST,
    /** Server-sent events to 1 000 streams. */
    SSE1000,
    /** Server-sent events to 10 000 streams. */
    SSE10000,
    /** The memory of idle streams. */
    HEAP,
    /** The time until an owner is told that its client has left. */
    TOLD;

    /** Returns the name on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean http() {
        return compareTo(POST) <= 0;
    }

    /** Returns how many streams get each broadcast, 0 for another workload. */
    int streams() {
        return switch (this) {
            case SSE1000 -> 1_000;
            case SSE10000 -> 10_000;
            default -> 0;
        };
    }

    static String labels() {
        return Arrays.stream(values()).map(Workload::label).collect(Collectors.joining(","));
    }
}
