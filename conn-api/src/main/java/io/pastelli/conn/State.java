package io.pastelli.conn;

/** Where a conn stands: {@code UNSET → SET → SENT | CHUNKED | FILE | UPGRADED}, and {@code CHUNKED → ENDED}. */
public enum State {
    /** No response yet. */
    UNSET,
    /** A response is set but not sent. */
    SET,
    /** A response with its whole body was sent. */
    SENT,
    /** The head was sent and the body is open: a stream. */
    CHUNKED,
    /** A file was sent. */
    FILE,
    /** The connection speaks another protocol now. */
    UPGRADED,
    /** The stream is over; {@link Conn#exit} says why. */
    ENDED;

    boolean sent() {
        return this != UNSET && this != SET;
    }
}
