package io.pastelli.push.bayeux.transport;

import io.pastelli.conn.Conn;
import io.pastelli.http.HttpException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Which pages of other origins may use this server: one list for CORS and for WebSockets. Pages of its own origin
 * always may, and so do clients that are no browsers and send no {@code origin}.
 *
 * @param allowed origins such as {@code https://example.com}; {@code *} for all, who then get no cookies
 */
public record Origins(Set<String> allowed) {
    private static final String ANY = "*";

    /** Copies the list. */
    public Origins {
        allowed = Set.copyOf(allowed);
    }

    /**
     * Refuses a foreign page, or returns the conn with what its browser wants to read.
     *
     * @throws HttpException 403 for an origin that is not on the list
     */
    public Conn check(Conn conn) {
        Conn varied = conn.putRespHeader("vary", "Origin");
        String origin = conn.reqHeader("origin").orElse("");
        if (origin.isEmpty() || own(conn, origin)) {
            return varied;
        }
        if (allowed.contains(origin)) {
            return varied.putRespHeader("access-control-allow-origin", origin)
                    .putRespHeader("access-control-allow-credentials", "true");
        }
        if (allowed.contains(ANY)) {
            return varied.putRespHeader("access-control-allow-origin", ANY);
        }
        throw new HttpException(403, "pages of this origin may not use this server: allow the origin there");
    }

    /** Answers a preflight. */
    Conn preflight(Conn checked) {
        return checked.putRespHeader("access-control-allow-methods", "POST, GET")
                .putRespHeader("access-control-allow-headers",
                        "Accept, Authorization, Content-Type, Pragma, X-Requested-With")
                .putRespHeader("access-control-max-age", "86400").sendResp(204, "");
    }

    /** By host and port: behind a proxy that ends TLS the scheme is another. */
    private static boolean own(Conn conn, String origin) {
        try {
            String authority = new URI(origin).getRawAuthority();
            String host = conn.host();
            return authority != null && (authority.equalsIgnoreCase(conn.reqHeader("host").orElse(host))
                    || authority.equalsIgnoreCase(host + ":" + conn.port()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
