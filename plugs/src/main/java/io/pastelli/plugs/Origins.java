package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser says of the page that sends a request: {@code origin} and {@code sec-fetch-site}. */
final class Origins {
    /** Scheme, host and port (RFC 6454 section 7). */
    private static final Pattern ORIGIN = Pattern
            .compile("([a-z][a-z0-9+.-]*)://([^/?#@\\s]+?)(?::(\\d{1,5}))?");

    private Origins() {}

    /** Tells whether nothing speaks against the request; a client that says nothing is no browser, or an old one. */
    static boolean sameSite(Conn conn, List<String> allowHosts) {
        List<String> origins = conn.reqHeaders().all("origin");
        if (origins.isEmpty()) {
            return conn.reqHeaders().all("sec-fetch-site").stream()
                    .allMatch(site -> site.equals("same-origin") || site.equals("none"));
        }
        return origins.size() == 1 && allowed(conn, origins.getFirst(), allowHosts);
    }

    private static boolean allowed(Conn conn, String origin, List<String> allowHosts) {
        Matcher from = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
        if (!from.matches()) {
            return false; // null: a sandboxed frame, a file
        }
        String host = from.group(2);
        int port = from.group(3) == null ? -1 : Integer.parseInt(from.group(3));
        boolean same = host.equals(conn.host().toLowerCase(Locale.ROOT))
                && port(from.group(1), port) == port(conn.scheme(), conn.port());
        return same || allowHosts.stream()
                .anyMatch(each -> each.startsWith(".") ? host.endsWith(each) : host.equals(each));
    }

    /** The port, -1 for a scheme's own: behind a proxy that ends TLS the schemes differ. */
    private static int port(String scheme, int port) {
        return port == (scheme.equals("https") ? 443 : 80) ? -1 : port;
    }
}
