package io.pastelli.owner;

/**
 * The clock that owners, deadlines and heartbeats go by; a test turns its own.
 *
 * <p>
 * <b>Threading:</b> any thread may call any method.
 */
public interface Time {
    /** Returns nanoseconds that only grow, with no relation to the wall clock. */
    long nanos();

    /**
     * Waits on {@code monitor}, which the caller holds, until it is notified or the time is {@code until}; may return
     * early, so callers wait in a loop.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    void await(Object monitor, long until) throws InterruptedException;

    /** Returns the real clock. */
    static Time system() {
        return SystemTime.INSTANCE;
    }
}
