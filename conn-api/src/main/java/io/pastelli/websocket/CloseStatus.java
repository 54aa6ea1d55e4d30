package io.pastelli.websocket;

import java.nio.charset.StandardCharsets;

/**
 * Code and reason of the end of a WebSocket (RFC 6455 section 7.4).
 *
 * @param code 1000 to 4999
 * @param reason a few words, at most 123 bytes in UTF-8; may be empty
 */
public record CloseStatus(int code, String reason) {
    /** We are done. */
    public static final CloseStatus NORMAL = new CloseStatus(1000, "");
    /** The server stops, or a page was left. */
    public static final CloseStatus GOING_AWAY = new CloseStatus(1001, "");
    /** The handler takes no messages of this kind. */
    public static final CloseStatus UNSUPPORTED = new CloseStatus(1003, "this kind of message is not taken");
    /** A close frame without a code; never sent. */
    public static final CloseStatus NONE = new CloseStatus(1005, "");
    /** There was no close frame; never sent. */
    public static final CloseStatus ABNORMAL = new CloseStatus(1006, "");
    /** The handler, or a party linked to the socket, died by an error. */
    public static final CloseStatus ERROR = new CloseStatus(1011, "");

    private static final int MOST_REASON = 123;

    /**
     * Checks code and length.
     *
     * @throws IllegalArgumentException for a code outside 1000 to 4999 or a reason that no close frame can hold
     */
    public CloseStatus {
        if (code < 1000 || code > 4999) {
            throw new IllegalArgumentException(
                    "close code " + code + " does not exist: use 1000, or 3000 to 4999");
        }
        int bytes = reason.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_REASON) {
            throw new IllegalArgumentException(
                    "a reason has at most " + MOST_REASON + " bytes in UTF-8, not " + bytes);
        }
    }

    /** Tells whether a client may send this code (RFC 6455 section 7.4.1). */
    static boolean valid(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1011)
                || (code >= 3000 && code <= 4999);
    }

    /** Refuses what we must not send: codes that stand for the absence of a close frame, and those nobody has defined. */
    CloseStatus requireSendable() {
        if (!valid(code) && (code < 1012 || code > 1014)) {
            throw new IllegalArgumentException("close code " + code
                    + " is never sent: use 1000 to 1003, 1007 to 1014 or your own from 3000 to 4999");
        }
        return this;
    }

    /** Returns the close frame that says this. */
    byte[] frame() {
        byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        var payload = new byte[2 + words.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(words, 0, payload, 2, words.length);
        return Frames.array(Frames.FIN | Opcode.CLOSE, payload, payload.length);
    }
}
