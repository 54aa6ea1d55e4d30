package io.pastelli.websocket;

/**
 * Ends a WebSocket with a status: thrown by the protocol when a client breaks it, or by a handler in place of
 * {@link WebSocket#close(CloseStatus)}. It has no stack trace.
 */
public final class WebSocketException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient CloseStatus status;

    /** Makes one that closes with {@code status}; its reason goes to the client. */
    public WebSocketException(CloseStatus status) {
        super(status.code() + " " + status.reason(), null, false, false);
        this.status = status.requireSendable();
    }

    /** Returns what the socket is closed with. */
    public CloseStatus status() {
        return status;
    }

    static WebSocketException protocol(String sentence) {
        return new WebSocketException(new CloseStatus(1002, sentence));
    }

    static WebSocketException notUtf8() {
        return new WebSocketException(new CloseStatus(1007, "a text is UTF-8"));
    }

    static WebSocketException policy(String sentence) {
        return new WebSocketException(new CloseStatus(1008, sentence));
    }

    static WebSocketException tooLarge(String what, long limit) {
        return new WebSocketException(
                new CloseStatus(1009, what + " has at most " + limit + " bytes: send less at a time"));
    }
}
