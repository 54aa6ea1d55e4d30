package io.pastelli.bench;

import java.util.List;
import java.util.Locale;

/** What is measured. */
enum Workload {
    /** A short text. */
    PLAIN,
    /** The short text, asked for 16 times at once on each connection. */
    PLAIN_PIPELINED,
    /** The short text through a router of 60 routes, at a path without parameters. */
    PLAIN_ROUTED,
    /** JSON through 60 routes with two path parameters. */
    JSON,
    /** An echo of 16 KiB. */
    POST,
    /** A file of 1 MiB. */
    FILE,
    /** The short text over HTTP/1.1 and TLS. */
    TLS_PLAIN,
    /** The echo over HTTP/1.1 and TLS. */
    TLS_POST,
    /** The short text over HTTP/2 and TLS. */
    H2_PLAIN,
    /** The echo over HTTP/2 and TLS. */
    H2_POST,
    /** The short text echoed over WebSockets. */
    WS_ECHO,
    /** The same events to 1 000 WebSockets. */
    WS1000,
    /** Server-sent events to 500 streams. */
    SSE500,
    /** Server-sent events to 1 000 streams. */
    SSE1000,
    /** Server-sent events to 2 000 streams. */
    SSE2000,
    /** Server-sent events to 10 000 streams. */
    SSE10000,
    /** Server-sent events to 1 000 streams over HTTP/1.1 and TLS. */
    TLS_SSE1000,
    /** Server-sent events to 1 000 streams over HTTP/2 and TLS. */
    H2_SSE1000,
    /** The memory of idle streams. */
    HEAP,
    /** The time until an owner is told that its client has left. */
    TOLD;

    /** Returns the name on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean http() {
        return compareTo(WS_ECHO) <= 0;
    }

    /** Returns how many streams get each broadcast, 0 for another workload. */
    int streams() {
        return switch (this) {
            case SSE500 -> 500;
            case SSE1000, WS1000, TLS_SSE1000, H2_SSE1000 -> 1_000;
            case SSE2000 -> 2_000;
            case SSE10000 -> 10_000;
            default -> 0;
        };
    }

    /** Returns where those streams are. */
    String path() {
        return this == WS1000 ? Wire.SOCKETS : Wire.STREAMS;
    }

    static String labels() {
        return CommandLine.labels(List.of(values()), Workload::label);
    }
}
