package io.pastelli.push.bayeux.message;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a client sends. Immutable; an extension passes a changed copy on. */
public sealed interface Message {
    /** Returns the channel it was sent on. */
    String channel();

    /** Returns the client's id, as it says; empty when it says none. */
    Optional<String> clientId();

    /** Returns the message's id, echoed in its reply. */
    Optional<Json> id();

    /** Returns what extensions have put on it. */
    Map<String, Json> ext();

    /** Returns this message with other extension fields. */
    Message withExt(Map<String, Json> other);

    /**
     * Asks for a session, on {@code /meta/handshake}.
     *
     * @param version the protocol's version, {@code 1.0}
     * @param connectionTypes the transports the client has
     * @param id the message's id
     * @param ext extension fields
     */
    record Handshake(Optional<String> version, Optional<List<String>> connectionTypes, Optional<Json> id,
            Map<String, Json> ext) implements Message {
        @Override
        public String channel() {
            return "/meta/handshake";
        }

        @Override
        public Optional<String> clientId() {
            return Optional.empty();
        }

        @Override
        public Handshake withExt(Map<String, Json> other) {
            return new Handshake(version, connectionTypes, id, Map.copyOf(other));
        }
    }

    /**
     * Asks to be kept connected, on {@code /meta/connect}.
     *
     * @param clientId the session
     * @param connectionType the transport in use
     * @param timeout how long the client wants it to be held, at most
     * @param id the message's id
     * @param ext extension fields
     */
    record Connect(Optional<String> clientId, Optional<String> connectionType, Optional<Duration> timeout,
            Optional<Json> id, Map<String, Json> ext) implements Message {
        @Override
        public String channel() {
            return "/meta/connect";
        }

        @Override
        public Connect withExt(Map<String, Json> other) {
            return new Connect(clientId, connectionType, timeout, id, Map.copyOf(other));
        }
    }

    /**
     * Asks for the messages of channels, on {@code /meta/subscribe}, or for no more of them, on
     * {@code /meta/unsubscribe}.
     *
     * @param begin whether to subscribe; else to unsubscribe
     * @param clientId the session
     * @param subscription the channels and patterns
     * @param id the message's id
     * @param ext extension fields
     */
    record Subscribe(boolean begin, Optional<String> clientId, Optional<Subscriptions> subscription,
            Optional<Json> id, Map<String, Json> ext) implements Message {
        @Override
        public String channel() {
            return begin ? "/meta/subscribe" : "/meta/unsubscribe";
        }

        @Override
        public Subscribe withExt(Map<String, Json> other) {
            return new Subscribe(begin, clientId, subscription, id, Map.copyOf(other));
        }
    }

    /**
     * Channels as they were asked for.
     *
     * @param channels one or more
     * @param array whether they came as an array, for the echo
     */
    record Subscriptions(List<String> channels, boolean array) {}

    /**
     * Ends the session, on {@code /meta/disconnect}.
     *
     * @param clientId the session
     * @param id the message's id
     * @param ext extension fields
     */
    record Disconnect(Optional<String> clientId, Optional<Json> id, Map<String, Json> ext)
            implements
                Message {
        @Override
        public String channel() {
            return "/meta/disconnect";
        }

        @Override
        public Disconnect withExt(Map<String, Json> other) {
            return new Disconnect(clientId, id, Map.copyOf(other));
        }
    }

    /**
     * Says something on a channel of the application's, or asks a service.
     *
     * @param channel the channel
     * @param clientId the session
     * @param data what is said
     * @param id the message's id
     * @param ext extension fields
     */
    record Publish(String channel, Optional<String> clientId, Optional<Json> data, Optional<Json> id,
            Map<String, Json> ext) implements Message {
        @Override
        public Publish withExt(Map<String, Json> other) {
            return new Publish(channel, clientId, data, id, Map.copyOf(other));
        }

        /** Returns this message with other data. */
        public Publish withData(Json other) {
            return new Publish(channel, clientId, Optional.of(other), id, ext);
        }
    }

    /**
     * Came on a {@code /meta/} channel that there is not.
     *
     * @param channel the channel
     * @param clientId the session
     * @param id the message's id
     * @param ext extension fields
     */
    record UnknownMeta(String channel, Optional<String> clientId, Optional<Json> id, Map<String, Json> ext)
            implements
                Message {
        @Override
        public UnknownMeta withExt(Map<String, Json> other) {
            return new UnknownMeta(channel, clientId, id, Map.copyOf(other));
        }
    }
}
