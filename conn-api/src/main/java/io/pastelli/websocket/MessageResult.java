package io.pastelli.websocket;

import io.pastelli.owner.Exit;

/** What became of a message. */
public sealed interface MessageResult {
    /** The client's side has taken the message (which is not to say that the client has read it). */
    record Sent() implements MessageResult {}

    /**
     * The socket is over and nothing was sent.
     *
     * @param exit why it ended
     */
    record Closed(Exit exit) implements MessageResult {}

    /** The client took nothing until the write deadline; the socket has been cut, its exit is a {@code TimedOut}. */
    record TimedOut() implements MessageResult {}

    /** Tells whether this is a {@link Sent}. */
    default boolean sent() {
        return this instanceof Sent;
    }
}
