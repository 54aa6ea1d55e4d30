package io.pastelli.bench;

/** Something is not as it has to be; the message says all of it. */
public final class UnmetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what. */
    public UnmetException(String message) {
        super(message);
    }
}
