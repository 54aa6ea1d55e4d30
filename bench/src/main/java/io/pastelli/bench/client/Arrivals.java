package io.pastelli.bench.client;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** How many events have arrived, and how long each took from its broadcast. Any thread may call any method. */
final class Arrivals {
    private final AtomicLong count = new AtomicLong();
    private final Recorder latencies = new Recorder(TimeUnit.MINUTES.toNanos(1), 3);

    /** Counts the events in what one stream got just now. */
    void take(Events events, ByteBuffer in) {
        long now = System.nanoTime();
        count.addAndGet(events.take(in, sent -> latencies.recordValue(Math.max(0, now - sent))));
    }

    /** Returns how many have arrived since the start. */
    long count() {
        return count.get();
    }

    /** Returns p50, p99, p99.9 and the longest time in ns since the last call. */
    String latencies() {
        Histogram seen = latencies.getIntervalHistogram();
        return String.format(Locale.ROOT, "%d %d %d %d", seen.getValueAtPercentile(50),
                seen.getValueAtPercentile(99), seen.getValueAtPercentile(99.9), seen.getMaxValue());
    }
}
