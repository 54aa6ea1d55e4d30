package io.pastelli.conn;

import java.util.concurrent.locks.LockSupport;

/**
 * Settles young exchanges and keeps write deadlines; asleep while a server has nothing to do.
 *
 * <p>
 * <b>Threading:</b> one daemon platform thread, so that it runs even when all carriers are busy.
 */
final class Ticker implements AutoCloseable {
    private static final long SETTLE = 8_000_000; // ns: twice that is the longest a departure goes unwatched

    private final Context context;
    private final Thread thread;
    private volatile boolean closed;

    Ticker(Context context) {
        this.context = context;
        this.thread = Thread.ofPlatform().daemon().name("pastelli-deadlines").start(this::run);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        thread.interrupt();
    }

    private void run() {
        long between = Math.clamp(context.settings().timeouts().write().toNanos() / 8, SETTLE,
                1_000_000_000L);
        long check = System.nanoTime() + between;
        while (!closed) {
            try {
                context.roster().awaitSome(context.time().nanos() + 3_600_000_000_000L);
            } catch (InterruptedException e) {
                continue; // closed, or nothing
            }
            LockSupport.parkNanos(SETTLE);
            context.roster().settle();
            if (System.nanoTime() - check > 0) {
                context.roster().checkDeadlines();
                check = System.nanoTime() + between;
            }
        }
    }
}
