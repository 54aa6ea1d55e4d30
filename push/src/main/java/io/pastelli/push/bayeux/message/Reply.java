package io.pastelli.push.bayeux.message;

import io.pastelli.http.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to one message.
 *
 * @param channel the channel of the message
 * @param id the message's id, echoed
 * @param clientId the session; left out of failures and of replies to publish
 * @param error why it failed; empty for success
 * @param advice what to do next
 * @param ext extension fields
 * @param details what only this kind of reply has
 */
public record Reply(String channel, Optional<Json> id, Optional<String> clientId,
        Optional<BayeuxError> error,
        Optional<Advice> advice, Map<String, Json> ext, Details details) implements Outbound {
    /** What only some replies have. */
    public sealed interface Details {
        /**
         * Of a handshake.
         *
         * @param connectionTypes the transports that are served
         */
        record OfHandshake(List<String> connectionTypes) implements Details {}

        /**
         * Of a subscribe or unsubscribe.
         *
         * @param subscriptions the channels, echoed
         */
        record OfSubscription(Message.Subscriptions subscriptions) implements Details {}

        /** Of all others. */
        record None() implements Details {}
    }

    /** Returns a success, with the session named. */
    public static Reply to(Message message) {
        return new Reply(message.channel(), message.id(), message.clientId(), Optional.empty(),
                Optional.empty(), Map.of(),
                new Details.None());
    }

    /** Returns a failure. */
    public static Reply failed(Message message, BayeuxError error) {
        return new Reply(message.channel(), message.id(), Optional.empty(), Optional.of(error),
                Optional.empty(),
                Map.of(),
                new Details.None());
    }

    /** Tells whether the message had its effect. */
    public boolean successful() {
        return error.isEmpty();
    }

    /** Returns this reply with the session named. */
    public Reply withClientId(Optional<String> client) {
        return new Reply(channel, id, client, error, advice, ext, details);
    }

    /** Returns this reply with advice. */
    public Reply withAdvice(Advice other) {
        return new Reply(channel, id, clientId, error, Optional.of(other), ext, details);
    }

    /**
     * Returns this reply with the advice that the session goes no further here. Who is to shake hands again is told so by
     * a failure, {@link BayeuxError.Kind#UNKNOWN_CLIENT}: CometD's clients take no such advice from a success.
     */
    public Reply leaving(Advice other) {
        return other.reconnect().equals(Optional.of(Advice.Reconnect.HANDSHAKE)) && successful()
                ? new Reply(channel, id, clientId, Optional.of(BayeuxError.of(
                        BayeuxError.Kind.UNKNOWN_CLIENT, clientId.orElse(""))), Optional.of(other), ext,
                        details)
                : withAdvice(other);
    }

    /** Returns this reply with one more extension field. */
    public Reply withExt(String name, Object value) {
        var more = new HashMap<>(ext);
        more.put(name, Json.of(value));
        return new Reply(channel, id, clientId, error, advice, Map.copyOf(more), details);
    }

    /** Returns this reply with what only its kind has. */
    public Reply withDetails(Details other) {
        return new Reply(channel, id, clientId, error, advice, ext, other);
    }

    @Override
    public Bytes encoded(Dialect dialect) {
        return Bytes.of(Wire.text(this, dialect));
    }
}
