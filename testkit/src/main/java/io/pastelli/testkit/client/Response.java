package io.pastelli.testkit.client;

import io.pastelli.http.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * A whole response.
 *
 * @param head status and fields
 * @param body the body, without its framing
 * @param cleanEnd whether the body ended as its framing says; {@code false} for a truncation
 */
public record Response(Head head, Bytes body, boolean cleanEnd) {
    /** Returns the status. */
    public int status() {
        return head.status();
    }

    /** Returns all values of {@code name}, in lower case, in order. */
    public List<String> all(String name) {
        return head.all(name);
    }

    /** Returns the first value of {@code name}, in lower case. */
    public Optional<String> header(String name) {
        return head.header(name);
    }

    /** Returns the body read as UTF-8. */
    public String text() {
        return body.utf8();
    }
}
