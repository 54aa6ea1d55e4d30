package io.pastelli.bench.latency;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Requests at fixed times, whatever becomes of those before; what finds no free connection waits for one, and its latency
 * begins when it was due (no coordinated omission). One thread, which looks every 100 µs at least.
 */
final class OpenLoop {
    private static final long LOOK = Duration.ofNanos(100_000).toNanos();
    private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

    private final int port;
    private final byte[] request;
    private final int connections;
    private final Histogram latencies = new Histogram(Duration.ofMinutes(2).toNanos(), 3);
    private final ArrayDeque<OpenClient> free = new ArrayDeque<>();
    private final ArrayDeque<Long> waiting = new ArrayDeque<>();

    OpenLoop(int port, String path, int connections) {
        this.port = port;
        this.request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII);
        this.connections = connections;
    }

    /** Returns how many were due, how many were answered, and p50, p99, p99.9 and the longest latency in ns. */
    String run(double perSecond, Duration time) throws IOException {
        try (Selector selector = Selector.open()) {
            try {
                for (int i = 0; i < connections; i++) {
                    free.add(new OpenClient(port, request, selector));
                }
                long due = go(selector, perSecond, time);
                return String.format(Locale.ROOT, "%d %d %d %d %d %d", due, latencies.getTotalCount(),
                        latencies.getValueAtPercentile(50), latencies.getValueAtPercentile(99),
                        latencies.getValueAtPercentile(99.9), latencies.getMaxValue());
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        }
    }

    private long go(Selector selector, double perSecond, Duration time) throws IOException {
        long start = System.nanoTime();
        long count = Math.max(1, (long) (perSecond * time.toMillis() / 1e3));
        for (long sent = 0; latencies.getTotalCount() < count;) {
            long now = System.nanoTime();
            while (sent < count && due(start, sent, perSecond) <= now) {
                waiting.add(due(start, sent++, perSecond));
            }
            while (!waiting.isEmpty() && !free.isEmpty()) {
                free.remove().send(waiting.remove());
            }
            if (now - start > time.toNanos() + PATIENCE) {
                return count;
            }
            if (selector.selectNow(this::ready) == 0) {
                LockSupport.parkNanos(Math.clamp(due(start, sent, perSecond) - System.nanoTime(), 1, LOOK));
            }
        }
        return count;
    }

    private static long due(long start, long number, double perSecond) {
        return start + (long) (number * 1e9 / perSecond);
    }

    private void ready(SelectionKey key) {
        try {
            var client = (OpenClient) key.attachment();
            long due = client.ready();
            if (due != 0) {
                latencies.recordValue(System.nanoTime() - due);
                free.add(client);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
