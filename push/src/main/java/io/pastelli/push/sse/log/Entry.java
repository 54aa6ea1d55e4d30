package io.pastelli.push.sse.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pastelli.http.Bytes;
import java.nio.ByteBuffer;

/**
 * An event in a log.
 *
 * @param id its place: later ones have higher numbers
 * @param topic to whom; {@link EventLog#EVERYBODY} for all
 * @param event the event as it goes over the wire, without an id
 */
public record Entry(long id, String topic, Bytes event) {
    /** Returns the event as it goes over the wire, its id first; encode once, send to many. */
    public Bytes wire() {
        byte[] line = ("id: " + id + "\n").getBytes(US_ASCII);
        return Bytes.of(
                ByteBuffer.allocate(line.length + event.size()).put(line).put(event.asByteBuffer()).array());
    }

    /** Returns an event without data, which clients only take the id of. */
    public static Bytes bookmark(long id) {
        return Bytes.of("id: " + id + "\n\n");
    }
}
