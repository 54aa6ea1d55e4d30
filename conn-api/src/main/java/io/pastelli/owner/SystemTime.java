package io.pastelli.owner;

import java.util.concurrent.locks.LockSupport;

/** The real clock. */
enum SystemTime implements Time {
    INSTANCE;

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the caller loops, as the interface says
    public void await(Object monitor, long until) throws InterruptedException {
        long left = until - nanos();
        if (left > 0) {
            monitor.wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    @Override
    public void park(Object blocker, long until) {
        if (until == NEVER) {
            LockSupport.park(blocker); // no timer
        } else {
            LockSupport.parkNanos(blocker, until - nanos());
        }
    }
}
