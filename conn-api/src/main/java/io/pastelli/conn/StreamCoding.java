package io.pastelli.conn;

import java.nio.ByteBuffer;

/**
 * Changes the bytes of a stream on their way out, such as a content coding; see {@link Conn#putStreamCoding}.
 *
 * <p>
 * <b>Threading:</b> calls come one after another, in the order of the chunks, from whatever threads write; a call holds
 * up the stream, so it computes and does not wait.
 */
@FunctionalInterface
public interface StreamCoding {
    /**
     * Returns the bytes to write for a chunk, flushed so that the client can read all of it; {@code chunk} is empty only
     * when it is the last one.
     *
     * @param last whether the stream ends with it
     * @return a buffer of its own: its position moves as the bytes are written
     */
    ByteBuffer code(ByteBuffer chunk, boolean last);
}
