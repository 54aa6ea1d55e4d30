package io.pastelli.netty;

import io.netty.buffer.ByteBuf;

/**
 * Follows the frames of HTTP/2 past Netty's reader, which does not say that it waits for the rest of a head (RFC 9113
 * section 6.10).
 *
 * <p>
 * <b>Threading:</b> the connection's event loop.
 */
final class OpenHead {
    private static final int HEADERS = 1;
    private static final int PUSH_PROMISE = 5;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;

    private final byte[] header = new byte[9];
    private int have;
    private int payload;
    private boolean open;
    private long heads;

    /** Takes note of bytes that the reader has consumed: {@code from} up to {@code to}. */
    void passed(ByteBuf bytes, int from, int to) {
        for (int at = from; at < to;) {
            if (payload > 0) {
                int part = Math.min(payload, to - at);
                payload -= part;
                at += part;
            } else {
                header[have++] = bytes.getByte(at++);
                if (have == header.length) {
                    have = 0;
                    begin();
                }
            }
        }
    }

    private void begin() {
        payload = ((header[0] & 0xff) << 16) | ((header[1] & 0xff) << 8) | (header[2] & 0xff);
        int type = header[3];
        if (type == HEADERS || type == PUSH_PROMISE || type == CONTINUATION) {
            heads += type == CONTINUATION ? 0 : 1;
            open = (header[4] & END_HEADERS) == 0;
        }
    }

    /** Returns the number of the head that goes on, from 1; 0 when all are complete. */
    long number() {
        return open ? heads : 0;
    }
}
