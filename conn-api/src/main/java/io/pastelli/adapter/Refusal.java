package io.pastelli.adapter;

import io.pastelli.http.HttpDate;
import io.pastelli.http.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * The whole HTTP/1.1 response to a request that no plug ever sees, because its head is malformed, too large or too
 * late: the same bytes on every adapter. The connection is closed after it.
 *
 * @param status the status
 * @param sentence what to do about it
 */
public record Refusal(int status, String sentence) {
    /** The request line is too long. */
    public static final Refusal REQUEST_LINE = new Refusal(414,
            "the request line is too long: shorten the URL");
    /** The header section is too large. */
    public static final Refusal HEADERS = new Refusal(431,
            "the header section is too large: send fewer or shorter fields");
    /** The head is no HTTP. */
    public static final Refusal MALFORMED = new Refusal(400, "the request head is malformed: send HTTP/1.1");
    /** The head did not arrive in time. */
    public static final Refusal LATE = new Refusal(408, "the request head took too long: send it in one go");
    /** The version is not served. */
    public static final Refusal VERSION = new Refusal(505, "this HTTP version is not served: use HTTP/1.1");

    /** Returns the body that explains a status to a person. */
    public static String body(int status, String sentence) {
        return status + " " + Status.reason(status) + ": " + sentence + "\n";
    }

    /** Returns the response, head and body. */
    public byte[] bytes() {
        byte[] body = body(status, sentence).getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " " + Status.reason(status) + "\r\ndate: "
                + HttpDate.format(Instant.now())
                + "\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: " + body.length
                + "\r\nconnection: close\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }
}
