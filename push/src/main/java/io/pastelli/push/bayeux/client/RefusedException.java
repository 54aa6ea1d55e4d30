package io.pastelli.push.bayeux.client;

/** A server said no, in a way that another attempt would not change; the message is its reason. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Makes one with the server's reason. */
    public RefusedException(String reason) {
        super(reason);
    }
}
