package io.pastelli.owner;

import java.util.OptionalLong;

/**
 * Why a stream, and with it its owner, ended.
 *
 * {@snippet :
 * String line = switch (exit) {
 *     case Exit.Normal n -> "closed by us";
 *     case Exit.ClientClosed c -> "the client left";
 *     case Exit.ClientReset r -> "the client broke off";
 *     case Exit.TimedOut t -> "no progress: " + t.what();
 *     case Exit.Failed f -> "crashed: " + f.cause();
 *     case Exit.Shutdown s -> "the server stops";
 * };
 * }
 */
public sealed interface Exit {
    /** We ended it: the response is complete. */
    record Normal() implements Exit {}

    /** The client closed in order: FIN, or close_notify over TLS. */
    record ClientClosed() implements Exit {}

    /**
     * The client broke off: TCP RST, or RST_STREAM on HTTP/2.
     *
     * @param code the HTTP/2 error code, empty for a connection
     */
    record ClientReset(OptionalLong code) implements Exit {}

    /**
     * Nothing moved for too long.
     *
     * @param what what was waited for, a few words: {@code "write"}, {@code "idle"}
     */
    record TimedOut(String what) implements Exit {}

    /**
     * The owner, or a party linked to it, died by an error.
     *
     * @param cause the error
     */
    record Failed(Throwable cause) implements Exit {}

    /** The server stopped. */
    record Shutdown() implements Exit {}

    /** Tells whether the client is gone: there is nobody left to write to. */
    default boolean clientGone() {
        return this instanceof ClientClosed || this instanceof ClientReset || this instanceof TimedOut;
    }
}
