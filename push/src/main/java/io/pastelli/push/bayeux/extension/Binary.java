package io.pastelli.push.bayeux.extension;

import io.pastelli.push.bayeux.message.BayeuxError;
import io.pastelli.push.bayeux.message.BayeuxError.Kind;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Json;
import io.pastelli.push.bayeux.message.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * CometD's {@code binary}: bytes in messages, written as Z85. What a client marks with {@code ext.binary} is checked and
 * reaches the subscribers marked, so that their clients make bytes of it again; the application reads and writes bytes
 * with {@link #bytes} and {@link #event}.
 *
 * {@snippet :
 * import io.pastelli.push.bayeux.*;
 * import io.pastelli.push.bayeux.extension.Binary;
 *
 * var bayeux = Bayeux.create().extension(new Binary());
 * bayeux.publish(Binary.event("/images", "…".getBytes()));
 * bayeux.subscribe("/images", (event, subscription) -> System.out.println(Binary.bytes(event.data()).length));
 * }
 */
public record Binary() implements Extension {
    private static final String NAME = "binary";
    private static final String DATA = "data";

    /**
     * Returns an event with bytes, all of them in this one.
     */
    public static Event event(String channel, byte[] bytes) {
        return Event.of(channel, Map.of(DATA, Z85.encode(bytes), "last", true)).withExt(marked(Map.of()));
    }

    /**
     * Returns the bytes of a message's or an event's data.
     *
     * @throws IllegalArgumentException when there are none
     */
    public static byte[] bytes(Json data) {
        return decoded(data).orElseThrow(() -> new IllegalArgumentException(
                "there are no bytes in this data: ask for those of messages with ext.binary only"));
    }

    @Override
    public Incoming incoming(Incoming in) {
        return in.message() instanceof Message.Publish said && said.ext().containsKey(NAME)
                && said.data().flatMap(Binary::decoded).isEmpty()
                        ? in.reject(BayeuxError.of(Kind.BAD_REQUEST, NAME))
                        : in;
    }

    @Override
    public Optional<Event> published(Event event, Message.Publish message) {
        return Optional.of(message.ext().containsKey(NAME) ? event.withExt(marked(event.ext())) : event);
    }

    private static Map<String, Json> marked(Map<String, Json> ext) {
        var more = new HashMap<>(ext);
        more.put(NAME, new Json("{}"));
        return more;
    }

    private static Optional<byte[]> decoded(Json data) {
        return data.fields().get(DATA) instanceof String text ? Z85.decode(text) : Optional.empty();
    }
}
