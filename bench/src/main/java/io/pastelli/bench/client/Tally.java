package io.pastelli.bench.client;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts what blocking clients, each on a virtual thread, get answered within a time. */
final class Tally {
    private final Histogram latencies = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(1), 3);

    /** One client. */
    interface Client extends AutoCloseable {
        /** Sends a request and reads its response to the end. */
        void ask() throws IOException, InterruptedException;

        @Override
        void close() throws IOException;
    }

    /** Returns the number of responses, the nanoseconds they took, and the latencies at p50 and p99 in ns. */
    String run(int clients, int millis, Callable<? extends Client> make)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Void> loop = () -> {
                try (Client client = make.call()) {
                    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                        client.ask();
                        latencies.recordValue(System.nanoTime() - now);
                    }
                    return null;
                }
            };
            for (Future<Void> done : threads
                    .invokeAll(IntStream.range(0, clients).mapToObj(i -> loop).toList())) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        return String.format(Locale.ROOT, "%d %d %d %d", latencies.getTotalCount(), System.nanoTime() - start,
                latencies.getValueAtPercentile(50), latencies.getValueAtPercentile(99));
    }
}
