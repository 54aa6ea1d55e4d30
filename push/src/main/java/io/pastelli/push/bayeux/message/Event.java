package io.pastelli.push.bayeux.message;

import io.pastelli.http.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to those who asked for it; encoded once, however many they are.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 */
public final class Event implements Outbound {
    private final String channel;
    private final Json data;
    private final Optional<Json> id;
    private final Map<String, Json> ext;
    private final Optional<String> publisher;
    private final boolean lazy;
    private final boolean answer;
    // computed once; who asks meanwhile waits
    private volatile @Nullable Bytes encoded;
    private volatile @Nullable Object shared;

    private Event(String channel, Json data, Optional<Json> id, Map<String, Json> ext,
            Optional<String> publisher,
            boolean lazy, boolean answer) {
        this.channel = channel;
        this.data = data;
        this.id = id;
        this.ext = ext;
        this.publisher = publisher;
        this.lazy = lazy;
        this.answer = answer;
    }

    /** Returns an event of the server's own. */
    public static Event of(String channel, Object data) {
        return new Event(channel, Json.of(data), Optional.empty(), Map.of(), Optional.empty(), false, false);
    }

    /** Returns the event of a message that a client has published: its channel and its data, nothing else. */
    public static Event of(Message.Publish message) {
        return new Event(message.channel(), message.data().orElse(new Json("null")), Optional.empty(),
                Map.of(),
                message.clientId(), false, false);
    }

    @Override
    public String channel() {
        return channel;
    }

    /** Returns what is said. */
    public Json data() {
        return data;
    }

    /** Returns the id that goes out with it; none unless somebody put it. */
    public Optional<Json> id() {
        return id;
    }

    /** Returns the extension fields that go out with it. */
    public Map<String, Json> ext() {
        return ext;
    }

    /** Returns the session that published it; this never goes out. */
    public Optional<String> publisher() {
        return publisher;
    }

    /** Tells whether it may wait for the next message that may not. */
    public boolean lazy() {
        return lazy;
    }

    /** Tells whether it answers a message to a service. */
    public boolean answer() {
        return answer;
    }

    /** Returns this event as the answer to a message with this id: it goes out as {@code successful} then. */
    public Event answering(Optional<Json> message) {
        return new Event(channel, data, message, ext, publisher, lazy, true);
    }

    /** Returns this event with an id. */
    public Event withId(Json other) {
        return new Event(channel, data, Optional.of(other), ext, publisher, lazy, answer);
    }

    /** Returns this event with other data. */
    public Event withData(Json other) {
        return new Event(channel, other, id, ext, publisher, lazy, answer);
    }

    /** Returns this event with other extension fields. */
    public Event withExt(Map<String, Json> other) {
        return new Event(channel, data, id, Map.copyOf(other), publisher, lazy, answer);
    }

    /** Returns this event from another session. */
    public Event withPublisher(Optional<String> session) {
        return new Event(channel, data, id, ext, session, lazy, answer);
    }

    /** Returns this event, to be delivered when it is convenient. */
    public Event lazily() {
        return new Event(channel, data, id, ext, publisher, true, answer);
    }

    /** Returns the event as a JSON object in UTF-8; the same bytes for everybody. */
    public Bytes encoded() {
        Bytes bytes = encoded;
        if (bytes != null) {
            return bytes;
        }
        synchronized (this) {
            if (encoded == null) {
                encoded = Bytes.of(Wire.text(this));
            }
            return encoded;
        }
    }

    /** Returns what a transport makes of this event for all its clients; made once. */
    public <T> T shared(Class<T> type, Function<Event, T> maker) {
        Object made = shared;
        if (type.isInstance(made)) {
            return type.cast(made);
        }
        synchronized (this) {
            if (!type.isInstance(shared)) {
                shared = maker.apply(this);
            }
            return type.cast(shared);
        }
    }

    @Override
    public Bytes encoded(Dialect dialect) {
        return encoded();
    }

    /** Returns the channel and the size: the data may be secret. */
    @Override
    public String toString() {
        return "Event[" + channel + ", " + data.text().length() + " characters]";
    }
}
