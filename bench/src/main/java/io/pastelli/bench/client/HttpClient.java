package io.pastelli.bench.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** One connection of the closed loop. All responses of a run have the same size, so only the first one is parsed. */
final class HttpClient {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer out;
    private final Histogram latencies;
    private final boolean learns;
    private int size;
    private int received;
    private long sentAt;

    /** Makes one; a response has {@code size} bytes, 0 when the first one tells. */
    HttpClient(SocketChannel channel, SelectionKey key, byte[] request, int size, Histogram latencies) {
        this.channel = channel;
        this.key = key;
        this.out = ByteBuffer.allocateDirect(request.length).put(request);
        this.size = size;
        this.learns = size == 0;
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
        if (received == 0 && learns) {
            begin(in);
        }
        received += in.remaining();
        if (received > size) {
            throw new IOException("a response of " + received + " bytes where " + size + " were expected");
        }
        if (received == size && !out.hasRemaining()) {
            latencies.recordValue(System.nanoTime() - sentAt);
            received = 0;
            send();
        }
    }

    private void begin(ByteBuffer in) throws IOException {
        if (in.remaining() < 12 || in.get(9) != '2') {
            throw new IOException("not a 2xx: " + ISO_8859_1.decode(in));
        }
        if (size == 0) {
            String text = ISO_8859_1.decode(in.duplicate()).toString();
            int end = text.indexOf("\r\n\r\n");
            int length = text.toLowerCase(Locale.ROOT).indexOf("content-length: ");
            if (end < 0 || length < 0 || length > end) {
                throw new IOException("no content-length in " + text);
            }
            size = end + 4 + Integer.parseInt(text.substring(length + 16, text.indexOf('\r', length)).trim());
        }
    }
}
