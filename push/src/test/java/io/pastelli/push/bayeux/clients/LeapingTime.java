package io.pastelli.push.bayeux.clients;

import io.pastelli.owner.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The real clock, until the test puts it forward. */
final class LeapingTime implements Time {
    private static final long NAP_NANOS = 20_000_000; // until a sleeper looks at the clock again

    private final Time real = Time.system();
    private final AtomicLong ahead = new AtomicLong();

    void leap(Duration by) {
        ahead.addAndGet(by.toNanos());
    }

    @Override
    public long nanos() {
        return real.nanos() + ahead.get();
    }

    @Override
    public void await(Object monitor, long until) throws InterruptedException {
        real.await(monitor, Math.min(until - ahead.get(), real.nanos() + NAP_NANOS));
    }

    @Override
    public void park(Object blocker, long until) {
        real.park(blocker, Math.min(until - ahead.get(), real.nanos() + NAP_NANOS));
    }
}
