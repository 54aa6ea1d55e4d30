package io.pastelli.conn;

/** Where a conn stands: {@code UNSET → SET → SENT | CHUNKED | FILE | UPGRADED}, and {@code CHUNKED → ENDED}. */
public enum State {
    /** No response yet. */
    UNSET,
    /** A response is set but not sent. */
    SET,
    /** What before-send callbacks see of a stream that is about to open. */
    SET_CHUNKED,
    /** What before-send callbacks see of a file that is about to be sent. */
    SET_FILE,
    /** What before-send callbacks see of the response to a WebSocket handshake. */
    SET_UPGRADED,
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
        return switch (this) {
            case UNSET, SET, SET_CHUNKED, SET_FILE, SET_UPGRADED -> false;
            case SENT, CHUNKED, FILE, UPGRADED, ENDED -> true;
        };
    }
}
