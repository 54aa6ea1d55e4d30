package io.pastelli.push.redis;

import io.pastelli.push.bayeux.backend.UnavailableException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Does something each second, and earlier when woken, whether Redis can be reached or not.
 *
 * <p>
 * <b>Threading:</b> a virtual thread of its own beats.
 */
final class Beats implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Beats.class.getName());
    private static final long OFTEN = 1000;
    private static final long BREATH = 20; // however often it is woken

    private final Runnable beat;
    private final Semaphore early = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    Beats(Runnable beat) {
        this.beat = beat;
        this.thread = Thread.ofVirtual().name("redis-beats").start(this::run);
    }

    /** Has the next beat come at once. */
    void wake() {
        early.release();
    }

    /** Returns once the last beat is over. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean away = false;
        while (!closed) {
            try {
                beat.run();
                if (away) {
                    LOG.log(System.Logger.Level.INFO, "Redis is back");
                }
                away = false;
            } catch (UnavailableException e) {
                if (!away && !closed) {
                    LOG.log(System.Logger.Level.WARNING,
                            "Redis cannot be reached: streams stay, broadcasts wait, then they are refused",
                            e);
                }
                away = true;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "a beat failed", e);
            }
            pause();
        }
    }

    private void pause() {
        try {
            if (early.tryAcquire(OFTEN, TimeUnit.MILLISECONDS)) {
                Thread.sleep(BREATH);
                early.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
