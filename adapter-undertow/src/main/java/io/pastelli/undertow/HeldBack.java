package io.pastelli.undertow;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Complete short responses that wait for the next pipelined one, so that all go out in one system call. Its array is
 * borrowed from the loop and given back as soon as all is out: an idle connection keeps none.
 *
 * <p>
 * <b>Threading:</b> the connection's I/O thread only.
 */
final class HeldBack {
    static final int MOST = 16 * 1024;
    private static final byte[] NOTHING = new byte[0];

    private final Spares spares;
    private byte[] bytes = NOTHING;
    private int size;

    HeldBack(Spares spares) {
        this.spares = spares;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Copies {@code parts} and empties them; takes nothing and returns false when there is no room for all. */
    boolean add(ByteBuffer... parts) {
        long more = 0;
        for (ByteBuffer part : parts) {
            more += part.remaining();
        }
        if (more > MOST - size) {
            return false;
        }
        if (size == 0) {
            bytes = spares.take();
        }
        for (ByteBuffer part : parts) {
            int length = part.remaining();
            part.get(bytes, size, length);
            size += length;
        }
        return true;
    }

    /** Returns what is held; it is not to be added to before it is {@linkplain #clear cleared}. */
    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    /** Forgets what was held. */
    void clear() {
        if (size > 0) {
            size = 0;
            spares.give(bytes);
            bytes = NOTHING;
        }
    }

    /** The arrays of one loop that nobody uses just now, a few. */
    static final class Spares {
        private static final int MOST_KEPT = 16;
        private final Deque<byte[]> arrays = new ArrayDeque<>(MOST_KEPT);

        private byte[] take() {
            byte[] array = arrays.poll();
            return array == null ? new byte[MOST] : array;
        }

        private void give(byte[] array) {
            if (arrays.size() < MOST_KEPT) {
                arrays.push(array);
            }
        }
    }
}
