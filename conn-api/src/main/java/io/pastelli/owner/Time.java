package io.pastelli.owner;

/**
 * The clock that owners, deadlines and heartbeats go by; a test turns its own.
 *
 * <p>
 * <b>Threading:</b> any thread may call any method.
 */
public interface Time {
    /** A moment that never comes. */
    long NEVER = Long.MAX_VALUE;

    /** Returns nanoseconds that only grow, with no relation to the wall clock. */
    long nanos();

    /**
     * Waits on {@code monitor}, which the caller holds, until it is notified or the time is {@code until}; may return
     * early, so callers wait in a loop.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    void await(Object monitor, long until) throws InterruptedException;

    /**
     * Blocks this thread until somebody {@linkplain java.util.concurrent.locks.LockSupport#unpark unparks} or interrupts
     * it or the time is {@code until}, {@link #NEVER} for no limit; may return early, so callers wait in a loop. An
     * interrupt stays set.
     */
    void park(Object blocker, long until);

    /** Returns the real clock. */
    static Time system() {
        return SystemTime.INSTANCE;
    }
}
