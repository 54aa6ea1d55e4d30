package io.pastelli.conn;

/** A second response, or a change to one that is sent; also from an old copy of the conn. */
public final class AlreadySentException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    AlreadySentException() {
        super("the response was already sent: send once, and change headers, status and body before");
    }
}
