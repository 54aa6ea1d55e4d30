package io.pastelli.websocket;

import java.util.Arrays;

/** A message that comes in several pieces; it grows with what has really come, never by what was only announced. */
final class Assembly {
    private static final int FIRST = 4 * 1024;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int size;

    /** Adds a piece; at most {@code expected} more bytes, this piece among them, can come. */
    void add(byte[] from, int at, int length, int expected) {
        if (size + length > bytes.length) {
            long grown = Math.max(size + (long) length, Math.max(FIRST, 2L * bytes.length));
            bytes = Arrays.copyOf(bytes, (int) Math.min(grown, size + (long) expected));
        }
        System.arraycopy(from, at, bytes, size, length);
        size += length;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Forgets the message: an idle socket keeps no buffer. */
    void clear() {
        bytes = NOTHING;
        size = 0;
    }
}
