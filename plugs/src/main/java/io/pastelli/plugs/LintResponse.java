package io.pastelli.plugs;

import static io.pastelli.plugs.LintRequest.expect;

import io.pastelli.conn.Conn;
import io.pastelli.conn.State;
import io.pastelli.http.Bytes;
import io.pastelli.http.Headers;
import io.pastelli.http.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What SPEC.md, and the RFCs behind it, say of a response that is about to be sent. */
final class LintResponse {
    /** Fields of the connection, not of the response (RFC 9110 section 7.6.1); the server writes them. */
    private static final Set<String> CONNECTION = Set.of("connection", "keep-alive", "proxy-connection", "te",
            "transfer-encoding", "upgrade");
    private static final Set<String> SINGLE = Set.of("content-type", "content-length", "location", "etag",
            "last-modified",
            "content-range", "retry-after", "date");

    private LintResponse() {}

    static List<String> check(Conn conn) {
        var found = new ArrayList<String>();
        int status = conn.status().orElse(0);
        Headers headers = conn.respHeaders();
        int size = conn.respBody().map(Bytes::size).orElse(0);
        LintRequest.fields(headers, "response", found);
        if (conn.state() != State.SET_UPGRADED) {
            expect(found, status >= 200 && status <= 599, "2.1: the status " + status
                    + " is none that clients know: use 200 to 599, and inform() for 1xx");
            for (Headers.Field field : headers) {
                expect(found, !CONNECTION.contains(field.name()) || asksForTheClose(field), "6.3: the field "
                        + field.name() + " is the connection's: leave it to the server");
            }
        }
        for (String name : SINGLE) {
            expect(found, headers.all(name).size() < 2,
                    "2.5: the field " + name + " is there more than once: put it instead");
        }
        expect(found, !Status.bodiless(status) || size == 0,
                "2.7: " + status + " has no body, and these " + size + " bytes will not be sent");
        expect(found, size == 0 || headers.contains("content-type"),
                "2.7: a body has no content-type: browsers will guess, use html, json, text or putRespContentType");
        headers.first("content-length").ifPresent(length -> expect(found,
                conn.respBody().isEmpty() || length.equals(Integer.toString(size)),
                "2.7: content-length says " + length + ", the body has " + size + " bytes: leave it out"));
        required(status, headers, found);
        return found;
    }

    /** The one thing a plug may say of the connection: that it ends after this response. */
    private static boolean asksForTheClose(Headers.Field field) {
        return field.name().equals("connection") && field.value().equalsIgnoreCase("close");
    }

    /** Fields that a status must have. */
    private static void required(int status, Headers headers, List<String> found) {
        expect(found, status != 401 || headers.contains("www-authenticate"),
                "1.4: a 401 has a www-authenticate field (RFC 9110 section 15.5.2)");
        expect(found, status != 405 || headers.contains("allow"),
                "1.4: a 405 has an allow field (RFC 9110 section 15.5.6)");
        expect(found, status != 416 || headers.contains("content-range"),
                "1.4: a 416 has a content-range field (RFC 9110 section 15.5.17)");
        expect(found, !Set.of(301, 302, 303, 307, 308).contains(status) || headers.contains("location"),
                "1.4: a redirect has a location field (RFC 9110 section 15.4)");
    }
}
