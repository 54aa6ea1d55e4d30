package io.pastelli.push.mailbox.store;

/**
 * A store cannot be reached for the moment. Whether what was asked for is done is not known; clients are answered 503 and
 * come again.
 */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what could not be reached, and why. */
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
