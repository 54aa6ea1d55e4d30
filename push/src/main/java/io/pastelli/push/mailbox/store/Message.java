package io.pastelli.push.mailbox.store;

import io.pastelli.http.Bytes;
import io.pastelli.http.Headers;
import java.time.Instant;

/**
 * One message.
 *
 * @param id its name in the world, a UUID of version 7 (RFC 9562)
 * @param contentType its media type
 * @param body its content
 * @param sentAt when it was accepted
 */
public record Message(String id, String contentType, Bytes body, Instant sentAt) {
    /** The media type of text. */
    public static final String TEXT = "text/plain; charset=utf-8";

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException for a content type that cannot be a field of a response
     */
    public Message {
        contentType = Headers.of("content-type", contentType).first("content-type").orElseThrow();
    }
}
