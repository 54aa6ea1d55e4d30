package io.pastelli.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Takes the mask off a payload, eight bytes at a time (RFC 6455 section 5.3). */
final class Mask {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.BIG_ENDIAN);

    private Mask() {}

    /** Unmasks {@code bytes} in place; {@code key} is turned so that its highest byte belongs to the first one. */
    static void apply(int key, byte[] bytes, int from, int to) {
        int at = from;
        long wide = (key & 0xffff_ffffL) << 32 | (key & 0xffff_ffffL);
        for (; at + 8 <= to; at += 8) {
            LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ wide);
        }
        for (int i = 0; at < to; at++, i++) {
            bytes[at] ^= (byte) (wide >>> (56 - 8 * i));
        }
    }

    /** Turns a key past so many bytes. */
    static int turn(int key, int bytes) {
        return Integer.rotateLeft(key, 8 * (bytes & 3));
    }
}
