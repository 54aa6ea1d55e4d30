package io.pastelli.plugs;

import java.util.Set;

/** Names with a bounded number of values, as metrics need them. */
final class TelemetryNames {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE",
            "OPTIONS", "TRACE",
            "CONNECT", "QUERY");

    private TelemetryNames() {}

    /** A known method, or {@code _OTHER}: a client may invent as many as it likes. */
    static String method(String method) {
        return METHODS.contains(method) ? method : "_OTHER";
    }
}
