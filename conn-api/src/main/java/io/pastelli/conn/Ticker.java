package io.pastelli.conn;

import java.time.Duration;

/**
 * Settles young exchanges and keeps the deadlines of writes and of long reads; asleep while a server has nothing to do.
 *
 * <p>
 * <b>Threading:</b> one daemon platform thread, so that it runs even when all carriers are busy.
 */
final class Ticker implements AutoCloseable {
    /** From so many nanoseconds on a wait may last up to an eighth longer. */
    static final long KEPT = 8_000_000_000L;
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
        thread.interrupt();
    }

    private void run() {
        long between = Math.clamp(context.settings().timeouts().write().toNanos() / 8, SETTLE,
                KEPT / 8);
        long check = System.nanoTime() + between;
        while (!closed) {
            try {
                context.roster().awaitWork(check);
                Thread.sleep(Duration.ofNanos(SETTLE));
            } catch (InterruptedException e) {
                return; // closed
            }
            context.roster().settle();
            if (System.nanoTime() - check > 0) {
                context.roster().checkDeadlines();
                check = System.nanoTime() + between;
            }
        }
    }
}
