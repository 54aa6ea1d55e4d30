package io.pastelli.bench.client;

import io.pastelli.bench.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A closed loop over keep-alive connections: each has one request under way, or a number of them when they are pipelined,
 * and sends the next when its responses are complete. One thread with a selector, so that it costs little beside the server.
 */
final class HttpLoad {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final int port;
    private final byte[] handshake;
    private final byte[] request;
    private final int depth;
    private final int size;
    private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);

    /** Sends the request {@code depth} times at once. */
    HttpLoad(int port, byte[] request, int depth) {
        this(port, new byte[0], request, depth, 0);
    }

    private HttpLoad(int port, byte[] handshake, byte[] request, int depth, int size) {
        this.port = port;
        this.handshake = handshake;
        this.request = request;
        this.depth = depth;
        this.size = size;
    }

    /** The same over WebSockets that echo a text of at most 125 bytes. */
    static HttpLoad webSockets(int port, byte[] text) {
        return new HttpLoad(port, Requests.upgrade(Wire.SOCKETS + "echo"), Requests.frame(text),
                1, 2 + text.length);
    }

    /**
     * Returns the number of responses, the nanoseconds they took, and the latencies at p50, p99 and p99.9 in ns. The
     * time begins when every connection is there.
     */
    String run(int connections, int millis) throws IOException {
        List<HttpClient> clients = new ArrayList<>();
        ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
        long start;
        try (Selector selector = Selector.open()) {
            try {
                for (int i = 0; i < connections; i++) {
                    clients.add(connect(selector));
                }
                start = System.nanoTime();
                long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
                for (HttpClient each : clients) {
                    each.send();
                }
                while (System.nanoTime() < end || fewer(connections, start)) {
                    selector.select(key -> ready(key, in), 100);
                }
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        }
        long took = System.nanoTime() - start;
        return String.format(Locale.ROOT, "%d %d %d %d %d", latencies.getTotalCount(), took,
                latencies.getValueAtPercentile(50), latencies.getValueAtPercentile(99),
                latencies.getValueAtPercentile(99.9));
    }

    /** A short time begins before a cold server has answered: it goes on until it has. */
    private boolean fewer(int connections, long start) {
        return latencies.getTotalCount() < connections && System.nanoTime() - start < PATIENCE;
    }

    private HttpClient connect(Selector selector) throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        try {
            channel.socket().setTcpNoDelay(true);
            if (handshake.length > 0) {
                channel.write(ByteBuffer.wrap(handshake));
                Held.readHead(channel, ByteBuffer.allocate(4096));
            }
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            var client = new HttpClient(channel, key, request, depth, size, latencies);
            key.attach(client);
            return client;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void ready(SelectionKey key, ByteBuffer in) {
        ((HttpClient) key.attachment()).ready(in);
    }
}
