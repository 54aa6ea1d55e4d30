package io.pastelli.bench.latency;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/** One connection, with at most one request under way. Belongs to one thread. */
final class OpenClient {
    private final SocketChannel channel;
    private final ByteBuffer request;
    private final ByteBuffer in = ByteBuffer.allocateDirect(16 * 1024);
    private int size; // of a response; all have the same
    private long due;

    OpenClient(int port, byte[] request, Selector selector) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.socket().setTcpNoDelay(true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
        this.request = ByteBuffer.allocateDirect(request.length).put(request).flip();
    }

    /** Sends a request that was due at a time. */
    void send(long at) throws IOException {
        due = at;
        channel.write(request.rewind());
        if (request.hasRemaining()) {
            throw new IOException("the server does not take a request");
        }
    }

    /** Reads; returns when the request was due whose response is complete now, 0 when none is. */
    long ready() throws IOException {
        if (channel.read(in) < 0) {
            throw new IOException("the server closed a connection");
        }
        if (size == 0) {
            size = learn();
        }
        if (size == 0 || in.position() < size) {
            return 0;
        }
        if (in.position() > size || in.get(9) != '2') {
            throw new IOException("not the response that was due: " + ISO_8859_1.decode(in.flip()));
        }
        in.clear();
        return due;
    }

    private int learn() {
        String text = ISO_8859_1.decode(in.duplicate().flip()).toString();
        int end = text.indexOf("\r\n\r\n");
        int length = text.toLowerCase(Locale.ROOT).indexOf("content-length: ");
        return end < 0
                ? 0
                : end + 4 + Integer.parseInt(text.substring(length + 16, text.indexOf('\r', length)).strip());
    }
}
