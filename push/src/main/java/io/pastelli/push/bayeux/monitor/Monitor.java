package io.pastelli.push.bayeux.monitor;

import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.message.Event;
import java.time.Instant;
import java.util.Optional;

/**
 * Is told what happens: eight events, each exactly once and with the time it happened, on the node where it did.
 *
 * <p>
 * <b>Threading:</b> called on a virtual thread of its own, one event at a time, in order; it may block, which delays
 * nobody else. What it throws is logged.
 */
public interface Monitor {
    /** A session began. */
    default void createdClient(String client, Instant at) {}

    /** A session ended. */
    default void destroyedClient(String client, Reason reason, Instant at) {}

    /** A channel or pattern got its first subscriber. */
    default void createdChannel(String channel, Instant at) {}

    /** A channel or pattern lost its last subscriber. */
    default void destroyedChannel(String channel, Instant at) {}

    /** A session subscribed to a channel or pattern it was not subscribed to. */
    default void subscribed(String client, String channel, Instant at) {}

    /** A session ended a subscription, or was ended with it. */
    default void unsubscribed(String client, String channel, Instant at) {}

    /** Somebody published: a session, or the server itself. */
    default void received(Optional<String> client, Event event, Instant at) {}

    /** An event went out to a session. */
    default void delivered(String client, Event event, Instant at) {}
}
