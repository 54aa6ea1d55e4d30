package io.pastelli.push.mailbox.client;

import java.nio.charset.StandardCharsets;

/**
 * A message that was fetched.
 *
 * @param id its name in the world
 * @param contentType its media type
 * @param deliveries how often it was delivered, this time included
 * @param body its content
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, and not kept
public record Letter(String id, String contentType, int deliveries, byte[] body) {
    /** Returns the content read as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
