package io.pastelli.conn;

import io.pastelli.http.Headers;

/** Where the client thinks it sent the request to: scheme, host and port. */
record Origin(String scheme, String host, int port) {
    /** The origin by the request's own words (RFC 9110 section 7.1). */
    static Origin of(String scheme, RequestTarget target, Headers headers) {
        String authority = target.authority().isEmpty()
                ? headers.first("host").orElse("")
                : target.authority();
        int colon = authority.lastIndexOf(':');
        if (colon <= authority.lastIndexOf(']')) { // [::1] has colons of its own
            return new Origin(scheme, authority, defaultPort(scheme));
        }
        String host = authority.substring(0, colon);
        try {
            return new Origin(scheme, host, Integer.parseInt(authority.substring(colon + 1)));
        } catch (NumberFormatException e) {
            return new Origin(scheme, host, defaultPort(scheme));
        }
    }

    static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    /** Scheme, host, and port where it is not the default one. */
    String url() {
        return scheme + "://" + host + (port == defaultPort(scheme) ? "" : ":" + port);
    }
}
