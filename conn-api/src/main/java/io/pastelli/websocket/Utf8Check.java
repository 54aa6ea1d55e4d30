package io.pastelli.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks UTF-8 (RFC 3629) as it comes, in pieces of any size: refused at the first byte that cannot be right.
 *
 * <p>
 * The state is what the next byte may be: how many continuation bytes are left, and the range of the next one, which
 * alone tells overlong forms, surrogates and code points beyond U+10FFFF.
 */
final class Utf8Check {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.BIG_ENDIAN);
    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    private int left;
    private int lowest;
    private int highest;

    /** Takes more bytes; false when they are no UTF-8. */
    boolean accepts(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (left == 0) {
                while (at + 8 <= to && ((long) LONGS.get(bytes, at) & NOT_ASCII) == 0) {
                    at += 8;
                }
                if (at == to) {
                    return true;
                }
            }
            if (!accepts(bytes[at++] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether what was taken ends with a whole character. */
    boolean complete() {
        return left == 0;
    }

    private boolean accepts(int next) {
        if (left > 0) {
            boolean fits = next >= lowest && next <= highest;
            left--;
            lowest = 0x80;
            highest = 0xbf;
            return fits;
        }
        if (next < 0x80) {
            return true;
        }
        if (next < 0xc2 || next > 0xf4) {
            return false;
        }
        left = next < 0xe0 ? 1 : next < 0xf0 ? 2 : 3;
        lowest = next == 0xe0 ? 0xa0 : next == 0xf0 ? 0x90 : 0x80;
        highest = next == 0xed ? 0x9f : next == 0xf4 ? 0x8f : 0xbf;
        return true;
    }
}
