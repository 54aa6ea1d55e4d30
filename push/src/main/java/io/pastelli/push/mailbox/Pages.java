package io.pastelli.push.mailbox;

import io.pastelli.conn.Conn;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Which pages may use mailboxes: a GET takes a message away, so a foreign page that could have a browser send one, be it
 * for an image, would do harm without reading the answer.
 *
 * @param origins pages of other origins that may, {@code *} for all
 */
record Pages(Set<String> origins) {
    private static final String ANY = "*";
    private static final String EXPOSED = "mailbox-id, mailbox-deliveries, mailbox-sent, mailbox-waiting, retry-after";

    /**
     * Returns the fields that have a browser hand the response to the page.
     *
     * @throws HttpException 403 for a page that may not
     */
    Headers check(Conn conn) {
        Headers varied = Headers.of("vary", "origin");
        String origin = conn.reqHeader("origin").orElse("");
        if (origin.isEmpty()) {
            String site = conn.reqHeader("sec-fetch-site").orElse("none");
            if (site.equals("cross-site") || site.equals("same-site")) {
                throw refused();
            }
            return varied;
        }
        if (own(conn, origin)) {
            return varied;
        }
        Headers exposed = varied.put("access-control-expose-headers", EXPOSED);
        if (origins.contains(origin)) {
            return exposed.put("access-control-allow-origin", origin)
                    .put("access-control-allow-credentials", "true");
        }
        if (origins.contains(ANY)) {
            return exposed.put("access-control-allow-origin", ANY);
        }
        throw refused();
    }

    /** Answers OPTIONS, be it a preflight or not. */
    Conn options(Conn conn, String allow) {
        Conn answer = conn.putRespHeader("allow", allow);
        return (conn.reqHeader("access-control-request-method").isEmpty()
                ? answer
                : answer.putRespHeader("access-control-allow-methods", allow)
                        .putRespHeader("access-control-allow-headers",
                                "authorization, content-type, mailbox-ack, mailbox-consumer")
                        .putRespHeader("access-control-max-age", "7200"))
                .sendResp(204, "");
    }

    private static HttpException refused() {
        return new HttpException(403,
                "pages of this origin may not use these mailboxes: allow the origin there");
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
