package io.pastelli.bench.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Open streams whose events are read by one thread.
 *
 * <p>
 * <b>Threading:</b> any thread; the reading thread is started with the first stream.
 */
final class Streams {
    private final Arrivals arrivals;
    private final Selector selector;
    private boolean reading;

    Streams(Arrivals arrivals) {
        this.arrivals = arrivals;
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
            arrivals.take((Events) key.attachment(), in.flip());
        } catch (IOException e) {
            key.cancel();
        }
    }

    void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.wakeup();
    }
}
