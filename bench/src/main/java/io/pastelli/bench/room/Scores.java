package io.pastelli.bench.room;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * What has arrived, of all members together.
 *
 * <p>
 * <b>Threading:</b> one thread notes, any asks.
 */
final class Scores {
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final SingleWriterRecorder latencies = new SingleWriterRecorder(TimeUnit.MINUTES.toNanos(1), 3);

    void event(long nanos) {
        latencies.recordValue(Math.max(0, System.nanoTime() - nanos));
        arrived.setPlain(arrived.getPlain() + 1);
    }

    /** An event has come again. */
    void doubled() {
        doubled.incrementAndGet();
    }

    /** An event has come after one that was published later. */
    void late() {
        late.incrementAndGet();
    }

    /** Lets others see what has arrived. */
    void publish() {
        arrived.setRelease(arrived.getPlain());
    }

    long arrived() {
        return arrived.getAcquire();
    }

    /** Returns how many events have come, how many of them again, and how many late. */
    String counts() {
        return arrived() + " " + doubled + " " + late;
    }

    /** Returns p50 and p99 in ns since the last call. */
    String latencies() {
        Histogram seen = latencies.getIntervalHistogram();
        return String.format(Locale.ROOT, "%d %d", seen.getValueAtPercentile(50),
                seen.getValueAtPercentile(99));
    }
}
