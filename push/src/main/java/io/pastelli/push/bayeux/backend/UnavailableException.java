package io.pastelli.push.bayeux.backend;

/**
 * The place where sessions are kept cannot be reached now; later it can.
 *
 * <p>
 * What was asked for has had no effect, unless the connection broke while the answer was on its way.
 */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what cannot be reached and what to do. */
    public UnavailableException(String message) {
        super(message);
    }
}
