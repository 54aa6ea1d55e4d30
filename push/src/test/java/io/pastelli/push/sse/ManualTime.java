package io.pastelli.push.sse;

import io.pastelli.owner.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A clock that stands until a test turns it. */
final class ManualTime implements Time {
    // guarded by this
    private final Map<Object, Long> sleepers = new HashMap<>();
    private long now;

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the caller loops, as the interface says
    public void await(Object monitor, long until) throws InterruptedException {
        synchronized (this) {
            if (now >= until) {
                return;
            }
            sleepers.put(monitor, until);
        }
        try {
            monitor.wait();
        } finally {
            synchronized (this) {
                sleepers.remove(monitor);
            }
        }
    }

    @Override
    public void park(Object blocker, long until) {
        Thread thread = Thread.currentThread();
        synchronized (this) {
            if (now >= until) {
                return;
            }
            sleepers.put(thread, until);
        }
        LockSupport.park(blocker);
        synchronized (this) {
            sleepers.remove(thread);
        }
    }

    synchronized boolean slept() {
        return !sleepers.isEmpty();
    }

    /** Turns the clock once somebody waits for it. */
    void turn(Duration by) {
        Stage.eventually(this::slept);
        List<Object> due;
        synchronized (this) {
            now += by.toNanos();
            due = sleepers.entrySet().stream().filter(sleeper -> sleeper.getValue() <= now)
                    .map(Map.Entry::getKey)
                    .toList();
        }
        for (Object waits : due) {
            if (waits instanceof Thread thread) {
                LockSupport.unpark(thread);
            } else {
                synchronized (waits) {
                    waits.notifyAll();
                }
            }
        }
    }
}
