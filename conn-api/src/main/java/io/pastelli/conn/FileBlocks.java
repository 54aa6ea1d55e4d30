package io.pastelli.conn;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Blocks to read files into, outside of the heap: what the kernel gives and takes is not copied there and back.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
final class FileBlocks {
    /** The size of a block in bytes. */
    static final int SIZE = 64 * 1024;
    private static final int KEPT = 16;

    private final Queue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);

    ByteBuffer borrow() {
        ByteBuffer known = free.poll();
        return known == null ? ByteBuffer.allocateDirect(SIZE) : known;
    }

    /** Takes a block back, but not one that an adapter may still read: who borrows it next writes there. */
    void giveBack(ByteBuffer block) {
        var _ = free.offer(block); // when there are enough it is for the collector
    }
}
