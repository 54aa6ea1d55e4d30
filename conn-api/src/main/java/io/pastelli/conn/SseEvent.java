package io.pastelli.conn;

import io.pastelli.http.Bytes;
import java.time.Duration;
import java.util.Optional;

/**
 * One event of a {@code text/event-stream} (WHATWG HTML, section 9.2).
 *
 * <p>
 * Data of several lines becomes several {@code data} fields, so the client gets the same lines back. An event's name or
 * id with a line break is refused: it would forge a field.
 *
 * {@snippet :
 * conn.event(SseEvent.json(Map.of("slide", 3)).named("show").withId("17"));
 * }
 *
 * @param name the event's type, empty for {@code message}
 * @param id the id that the client sends back as {@code last-event-id}
 * @param retry the client's reconnection time, whole milliseconds
 * @param data the payload
 */
public record SseEvent(Optional<String> name, Optional<String> id, Optional<Duration> retry, String data) {
    /**
     * Checks the fields.
     *
     * @throws IllegalArgumentException for a name or id with CR, LF or NUL, or a negative retry
     */
    public SseEvent {
        name.ifPresent(text -> requireOneLine("name", text));
        id.ifPresent(text -> requireOneLine("id", text));
        retry.ifPresent(time -> {
            if (time.isNegative()) {
                throw new IllegalArgumentException("the retry time of an event is not negative");
            }
        });
    }

    /** Returns an event with this payload. */
    public static SseEvent of(String data) {
        return new SseEvent(Optional.empty(), Optional.empty(), Optional.empty(), data);
    }

    /**
     * Returns an event with {@code value} as JSON.
     *
     * @throws IllegalStateException when no JSON library is on the class path
     */
    public static SseEvent json(Object value) {
        return of(JsonCodec.found().write(value).utf8());
    }

    /** Returns this event with another name. */
    public SseEvent named(String eventName) {
        return new SseEvent(Optional.of(eventName), id, retry, data);
    }

    /** Returns this event with another id. */
    public SseEvent withId(String eventId) {
        return new SseEvent(name, Optional.of(eventId), retry, data);
    }

    /** Returns this event with a reconnection time. */
    public SseEvent withRetry(Duration time) {
        return new SseEvent(name, id, Optional.of(time), data);
    }

    /** Returns the event as it goes over the wire; encode once, send to many. */
    public Bytes encode() {
        return Bytes.of(toString());
    }

    /** Returns a comment, which clients skip: a heartbeat. */
    public static Bytes comment(String text) {
        requireOneLine("comment", text);
        return Bytes.of(": " + text + "\n\n");
    }

    /** Returns the event as it goes over the wire. */
    @Override
    public String toString() {
        var out = new StringBuilder(data.length() + 48);
        name.ifPresent(text -> out.append("event: ").append(text).append('\n'));
        id.ifPresent(text -> out.append("id: ").append(text).append('\n'));
        retry.ifPresent(time -> out.append("retry: ").append(time.toMillis()).append('\n'));
        if (data.indexOf('\n') < 0 && data.indexOf('\r') < 0) {
            out.append("data: ").append(data).append('\n');
        } else {
            for (String line : data.split("\r\n|\r|\n", -1)) {
                out.append("data: ").append(line).append('\n');
            }
        }
        return out.append('\n').toString();
    }

    private static void requireOneLine(String what, String text) {
        if (text.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new IllegalArgumentException(
                    "the " + what + " of an event is one line: remove CR, LF and NUL");
        }
    }
}
