package io.pastelli.conn;

import io.pastelli.owner.Exit;

/**
 * What became of a chunk.
 *
 * {@snippet :
 * while (conn.chunk(next()) instanceof ChunkResult.Sent) {
 * }
 * }
 */
public sealed interface ChunkResult {
    /**
     * The client's side has taken the bytes (which is not to say that the client has read them).
     *
     * @param conn the conn to go on with
     */
    record Sent(Conn conn) implements ChunkResult {}

    /**
     * The stream is over and nothing was sent.
     *
     * @param exit why it ended
     */
    record Closed(Exit exit) implements ChunkResult {}

    /** The client took nothing until the write deadline; the stream has been cut, its exit is a {@code TimedOut}. */
    record TimedOut() implements ChunkResult {}

    /** Tells whether this is a {@link Sent}. */
    default boolean sent() {
        return this instanceof Sent;
    }
}
