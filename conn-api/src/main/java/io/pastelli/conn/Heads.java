package io.pastelli.conn;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.http.Status;
import java.util.List;
import java.util.stream.Stream;

/** Completes response heads: length, framing and date are decided here, once for all servers (RFC 9110 section 6.4, 8.6). */
final class Heads {
    private Heads() {}

    /**
     * Takes the connection options, which are the adapter's to write, out of what a plug has set; {@code close} is asked
     * of it (RFC 9110 section 7.6.1).
     */
    static Response ofPlug(Transaction tx, Response response) {
        List<String> options = response.headers().all("connection");
        if (options.isEmpty()) {
            return response;
        }
        if (options.stream().flatMap(each -> Stream.of(each.split(",", -1)))
                .anyMatch(option -> option.strip().equalsIgnoreCase("close"))) {
            tx.exchange().closeAfter();
        }
        return response.withHeaders(response.headers().delete("connection"));
    }

    /** The head of a response whose body has {@code length} bytes. */
    static ResponseHead complete(Transaction tx, Response response, long length) {
        int status = response.status();
        if (Status.bodiless(status)) {
            return new ResponseHead(status, dated(tx, response.headers().delete("content-length")),
                    Framing.NONE);
        }
        Headers headers = sized(tx, response.headers(), Long.toString(status == 205 ? 0 : length));
        boolean silent = tx.request().method().equals("HEAD") || status == 205 || length == 0;
        return new ResponseHead(status, headers, silent ? Framing.NONE : Framing.LENGTH);
    }

    private static Headers sized(Transaction tx, Headers headers, String length) {
        if (headers.contains("content-length")) {
            return dated(tx, headers.put("content-length", length));
        }
        return headers.contains("date")
                ? headers.appendOwn("content-length", length)
                : headers.appendOwn("content-length", length, "date", tx.context().date());
    }

    /** The head of a response after which another protocol is spoken. */
    static ResponseHead upgraded(Transaction tx, Response response) {
        return new ResponseHead(response.status(), dated(tx, response.headers().delete("content-length")),
                Framing.UPGRADE);
    }

    /** The head of a response whose length nobody knows, or that the user has given. */
    static ResponseHead open(Transaction tx, Response response) {
        int status = response.status();
        boolean silent = tx.request().method().equals("HEAD") || Status.bodiless(status);
        Headers headers = Status.bodiless(status)
                ? response.headers().delete("content-length")
                : response.headers();
        Framing framing = silent
                ? Framing.NONE
                : headers.contains("content-length") ? Framing.LENGTH : Framing.STREAM;
        return new ResponseHead(status, dated(tx, headers), framing);
    }

    /** How many bytes must follow the first ones to keep a given length; −1 when none was given. */
    static long promised(ResponseHead head, int first) {
        if (head.framing() != Framing.LENGTH) {
            return -1;
        }
        String given = head.headers().first("content-length").orElse("");
        try {
            long left = Long.parseLong(given) - first;
            if (left >= 0 && given.charAt(0) != '-') {
                return left;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "content-length " + given + " is no length of a stream that begins with "
                        + first + " bytes: give the right one or leave it out");
    }

    private static Headers dated(Transaction tx, Headers headers) {
        return headers.contains("date") ? headers : headers.appendOwn("date", tx.context().date());
    }
}
