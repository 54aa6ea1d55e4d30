package io.pastelli.bench.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Open streams whose events are read by one thread, with the time from broadcast to arrival.
 *
 * <p>
 * <b>Threading:</b> any thread; the reading thread is started with the first stream.
 */
final class Streams {
    private final AtomicLong arrived = new AtomicLong();
    private final SingleWriterRecorder latencies = new SingleWriterRecorder(TimeUnit.MINUTES.toNanos(1), 3);
    private final Selector selector;
    private boolean reading;

    Streams() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Events());
        if (!reading) {
            reading = true;
            Thread.ofPlatform().daemon().name("streams").start(this::read);
        }
        selector.wakeup();
    }

    private void read() {
        ByteBuffer in = ByteBuffer.allocate(64 * 1024);
        try {
            while (selector.isOpen()) {
                selector.select(key -> ready(key, in), 100);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key, ByteBuffer in) {
        try {
            in.clear();
            if (((SocketChannel) key.channel()).read(in) < 0) {
                key.channel().close();
                return;
            }
            long now = System.nanoTime();
            int count = ((Events) key.attachment()).take(in.flip(),
                    sent -> latencies.recordValue(Math.max(0, now - sent)));
            arrived.addAndGet(count);
        } catch (IOException e) {
            key.cancel();
        }
    }

    /** Returns how many events have arrived since the start. */
    long arrived() {
        return arrived.get();
    }

    /** Returns p50, p99 and the longest time in ns since the last call. */
    String take() {
        Histogram seen = latencies.getIntervalHistogram();
        return String.format(Locale.ROOT, "%d %d %d", seen.getValueAtPercentile(50),
                seen.getValueAtPercentile(99), seen.getMaxValue());
    }

    void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.wakeup();
    }
}
