package io.pastelli.push.sse;

import io.pastelli.owner.Time;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Beats at an interval for as long as there is anybody to beat for.
 *
 * <p>
 * <b>Threading:</b> any thread; one daemon thread runs the beats, and none while nobody is there. It is a platform thread
 * because a virtual one would stay with the scheduler, maybe an I/O thread, of the request that came first.
 */
final class Heartbeat implements AutoCloseable {
    private final Time time;
    private final long interval;
    private final BooleanSupplier needed;
    private final Runnable beat;
    // guarded by this
    private @Nullable Thread thread;
    private boolean closed;

    Heartbeat(ConnectionsOptions options, BooleanSupplier needed, Runnable beat) {
        this.time = options.time();
        this.interval = options.heartbeat().toNanos();
        this.needed = needed;
        this.beat = beat;
    }

    /** Starts to beat if it does not; call it when somebody has come. */
    synchronized void start() {
        if (thread == null && !closed && interval > 0) {
            thread = Thread.ofPlatform().daemon().name("pastelli-heartbeat").start(this::run);
        }
    }

    /** Stops for good. */
    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        try {
            while (await()) {
                beat.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** Waits for the next beat; false when there is nobody left, and then a new thread may start. */
    private synchronized boolean await() throws InterruptedException {
        long until = time.nanos() + interval;
        while (!closed && time.nanos() < until) {
            time.await(this, until);
        }
        if (closed || !needed.getAsBoolean()) {
            thread = null;
            return false;
        }
        return true;
    }
}
