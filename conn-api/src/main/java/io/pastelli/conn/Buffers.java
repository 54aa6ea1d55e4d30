package io.pastelli.conn;

import org.jspecify.annotations.Nullable;

/**
 * Buffers to read into: one a platform thread, so that neither an idle socket nor a message costs one.
 *
 * <p>
 * <b>Threading:</b> any thread; a buffer is given back by the thread that borrowed it. Virtual threads get a new one.
 */
final class Buffers {
    private static final int SIZE = 16 * 1024;

    @SuppressWarnings("ThreadLocalUsage") // belongs to one server and goes with it
    private final ThreadLocal<byte @Nullable []> free = new ThreadLocal<>();

    byte[] borrow() {
        byte[] known = Thread.currentThread().isVirtual() ? null : free.get();
        if (known == null) {
            return new byte[SIZE];
        }
        free.set(null); // who is called back while it is in use gets another
        return known;
    }

    void giveBack(byte[] buffer) {
        if (!Thread.currentThread().isVirtual()) {
            free.set(buffer);
        }
    }
}
