package io.pastelli.testkit;

import io.pastelli.owner.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until a test turns it. Whoever waits by it is woken by {@link #advance}, all that are due
 * at once.
 *
 * <p>
 * <b>Threading:</b> any thread may call any method.
 */
public final class TestTime implements Time {
    private record Waiter(@Nullable Object monitor, long until, Thread thread) {
        void wake() {
            if (monitor == null) {
                LockSupport.unpark(thread);
            } else {
                synchronized (monitor) {
                    monitor.notifyAll();
                }
            }
        }
    }

    // guarded by this
    private long now = 1_000_000_000;
    private final List<Waiter> waiters = new ArrayList<>();

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    @SuppressWarnings({"WaitNotInLoop", "SynchronizeOnNonFinalField"}) // the caller loops, as the interface says
    public void await(Object monitor, long until) throws InterruptedException {
        var waiter = new Waiter(monitor, until, Thread.currentThread());
        synchronized (this) {
            if (now >= until) {
                return;
            }
            waiters.add(waiter);
            notifyAll();
        }
        try {
            monitor.wait(); // whoever turns the clock takes this monitor, so it is not missed
        } finally {
            synchronized (this) {
                waiters.remove(waiter);
            }
        }
    }

    @Override
    public void park(Object blocker, long until) {
        var waiter = new Waiter(null, until, Thread.currentThread());
        synchronized (this) {
            if (now >= until) {
                return;
            }
            waiters.add(waiter);
            notifyAll();
        }
        LockSupport.park(blocker);
        synchronized (this) {
            waiters.remove(waiter);
        }
    }

    /** Turns the clock and wakes all that wait for a moment up to then. */
    public void advance(Duration by) {
        List<Waiter> due;
        synchronized (this) {
            now += by.toNanos();
            due = waiters.stream().filter(waiter -> waiter.until() <= now).toList();
            waiters.removeAll(due);
        }
        due.forEach(Waiter::wake);
    }

    /** Returns how many threads wait by this clock, without those that somebody has woken and that have yet to run. */
    public synchronized int waiting() {
        return (int) waiters.stream().filter(waiter -> waiter.thread().getState() == Thread.State.WAITING)
                .count();
    }
}
