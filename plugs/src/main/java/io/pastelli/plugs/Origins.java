package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import java.util.List;
import java.util.Locale;

/** What a browser says of the page that sends a request: {@code origin} and {@code sec-fetch-site}. */
final class Origins {
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

    /** By host and port: behind a proxy that ends TLS the schemes differ. */
    private static boolean allowed(Conn conn, String origin, List<String> allowHosts) {
        WebOrigin own = WebOrigin.of(conn.scheme(), conn.host(), conn.port());
        return WebOrigin.parse(origin.toLowerCase(Locale.ROOT))
                .filter(from -> (from.host().equals(own.host()) && from.port() == own.port())
                        || allowHosts.stream().anyMatch(from::isOn))
                .isPresent();
    }
}
