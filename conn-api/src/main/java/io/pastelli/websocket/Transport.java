package io.pastelli.websocket;

import io.pastelli.owner.Owner;
import io.pastelli.owner.Time;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a {@link WebSocketSession} stands on: bytes both ways, and the owner. Implemented by the core, not by users.
 *
 * <p>
 * <b>Threading:</b> any thread; only {@link #write} blocks.
 */
public interface Transport {
    /**
     * Bytes that go before those of waiting writers.
     *
     * @param bytes a whole frame, or nothing
     * @param last whether these end our direction
     */
    record Piece(ByteBuffer bytes, boolean last) {}

    /** Returns the owner. */
    Owner owner();

    /** Returns the clock. */
    Time time();

    /**
     * Reads what has arrived.
     *
     * @return the number of bytes, 0 when there is nothing yet, −1 when the client sends no more
     * @throws IOException when the client has gone
     */
    int read(byte[] into) throws IOException;

    /** Runs {@code ready} once when {@link #read} would not return 0; maybe at once, never blocking. */
    void onReadable(Runnable ready);

    /** Returns a buffer to read into, to be given back with {@link #giveBack}. */
    byte[] borrow();

    /** Takes a buffer back. */
    void giveBack(byte[] buffer);

    /** Writes a frame and waits until it is taken. */
    MessageResult write(ByteBuffer frame);

    /** Writes a frame if that needs no waiting. */
    Optional<MessageResult> tryWrite(ByteBuffer frame);

    /** Says that {@link WebSocketSession#urgent} may have something, or that {@link WebSocketSession#over} has become true. */
    void changed();

    /** The client cannot be read from any more: ends the owner with what {@code cause} means. */
    void broken(IOException cause);

    /** Gives the connection up. */
    void cut();

    /** The session is over, with nothing left to do for anybody. */
    void finished();
}
