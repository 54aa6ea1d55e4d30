package io.pastelli.websocket;

/**
 * Reads frame headers (RFC 6455 section 5.2), byte by byte where they come so, and refuses what can be refused without
 * the payload.
 */
final class FrameHead {
    private static final int RSV = 0x70;

    private final int maxFrame;
    private final boolean compression;
    private final byte[] bytes = new byte[14];
    private int have;
    private int need = 2;

    FrameHead(int maxFrame, boolean compression) {
        this.maxFrame = maxFrame;
        this.compression = compression;
    }

    /** Takes header bytes and returns the index after them; the header may not be whole yet. */
    int take(byte[] from, int at, int to) {
        int next = at;
        while (have < need && next < to) {
            bytes[have++] = from[next++];
            if (have == 2) {
                checkStart();
            }
        }
        return next;
    }

    boolean whole() {
        return have == need;
    }

    /** Begins the next one. */
    void reset() {
        have = 0;
        need = 2;
    }

    boolean fin() {
        return (bytes[0] & Frames.FIN) != 0;
    }

    boolean compressed() {
        return (bytes[0] & Frames.RSV1) != 0;
    }

    int opcode() {
        return bytes[0] & 0xf;
    }

    /** The length of the payload, which is within the limit. */
    int length() {
        int start = bytes[1] & 0x7f;
        if (start < 126) {
            return start;
        }
        long length = 0;
        int end = start == 126 ? 4 : 10;
        for (int i = 2; i < end; i++) {
            length = length << 8 | (bytes[i] & 0xff);
        }
        if (length < 0 || length < (start == 126 ? 126 : 0x1_0000)) {
            throw WebSocketException.protocol("a length is written in as few bytes as it needs");
        }
        if (length > maxFrame) {
            throw WebSocketException.tooLarge("a frame", maxFrame);
        }
        return (int) length;
    }

    int mask() {
        int at = need - 4;
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    private void checkStart() {
        int opcode = opcode();
        int rsv = bytes[0] & RSV;
        boolean rsv1IsDefined = compression && (opcode == Opcode.TEXT || opcode == Opcode.BINARY);
        if (rsv != 0 && (rsv != Frames.RSV1 || !rsv1IsDefined)) {
            throw WebSocketException.protocol("reserved bits are zero unless an extension was agreed on");
        }
        if (!Opcode.known(opcode)) {
            throw WebSocketException.protocol("opcode " + opcode + " is reserved");
        }
        if (bytes[1] >= 0) {
            throw WebSocketException.protocol("a client masks its frames");
        }
        int length = bytes[1] & 0x7f;
        if (Opcode.control(opcode) && (length > 125 || !fin())) {
            throw WebSocketException.protocol("a control frame is one frame of at most 125 bytes");
        }
        if (length > maxFrame) {
            throw WebSocketException.tooLarge("a frame", maxFrame);
        }
        need = 6 + (length < 126 ? 0 : length == 126 ? 2 : 8);
    }
}
