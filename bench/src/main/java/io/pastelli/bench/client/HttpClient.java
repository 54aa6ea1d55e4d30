package io.pastelli.bench.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.HdrHistogram.Histogram;

/** One connection of the closed loop, which sends a number of requests at once. */
final class HttpClient {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer out;
    private final Histogram latencies;
    private final int depth;
    private final Ends ends;
    private int answered;
    private long sentAt;

    /** Makes one; a response has {@code size} bytes, 0 when the first one tells. */
    HttpClient(SocketChannel channel, SelectionKey key, byte[] request, int depth, int size,
            Histogram latencies) {
        this.channel = channel;
        this.key = key;
        this.depth = depth;
        this.out = ByteBuffer.allocateDirect(depth * request.length);
        for (int i = 0; i < depth; i++) {
            out.put(request);
        }
        this.ends = new Ends(size);
        this.latencies = latencies;
    }

    void send() throws IOException {
        out.rewind();
        sentAt = System.nanoTime();
        flush();
    }

    private void flush() throws IOException {
        channel.write(out);
        int interest = out.hasRemaining()
                ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    void ready(ByteBuffer in) {
        try {
            if (key.isWritable()) {
                flush();
            }
            if (key.isReadable()) {
                read(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(ByteBuffer in) throws IOException {
        in.clear();
        if (channel.read(in) < 0) {
            throw new IOException("the server closed a connection");
        }
        in.flip();
        int ended = ends.count(in);
        answered += ended;
        if (answered > depth || (answered == depth && ends.more())) {
            throw new IOException("more than " + depth + " responses, or one of another size");
        }
        if (ended > 0) {
            latencies.recordValueWithCount(System.nanoTime() - sentAt, ended);
        }
        if (answered == depth && !out.hasRemaining()) {
            answered = 0;
            send();
        }
    }
}
