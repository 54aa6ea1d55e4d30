package io.pastelli.bench.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pastelli.bench.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections that are held open with a request under way. */
final class Held {
    private final int port;
    private final List<SocketChannel> open = new ArrayList<>();

    Held(int port) {
        this.port = port;
    }

    /** Opens further ones, each with its number in the path; waits for each response head if there is one. */
    void open(String path, int count, boolean responds) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(4096);
        for (int i = 0; i < count; i++) {
            var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            open.add(channel);
            String numbered = path + (open.size() - 1);
            channel.write(ByteBuffer.wrap(switch (path) {
                case Wire.SOCKETS -> Requests.upgrade(numbered);
                case Wire.STREAMS -> Requests.events(numbered);
                default -> Requests.get(numbered);
            }));
            if (responds) {
                readHead(channel, in);
            }
        }
    }

    /** Reads the head of a stream or an upgrade, and what came with it. */
    static void readHead(SocketChannel channel, ByteBuffer in) throws IOException {
        in.clear();
        String text = "";
        while (!text.contains("\r\n\r\n")) {
            if (channel.read(in) < 0) {
                throw new IOException("the server closed a connection after: " + text);
            }
            text = ISO_8859_1.decode(in.duplicate().flip()).toString();
        }
        if (!text.startsWith("HTTP/1.1 200") && !text.startsWith("HTTP/1.1 101")) {
            throw new IOException("not a stream: " + text);
        }
    }

    void giveTo(Streams streams) throws IOException {
        for (SocketChannel channel : open) {
            streams.add(channel);
        }
        open.clear();
    }

    /** Closes all, at once, and returns {@code id:nanos} of each close. */
    String leave(boolean reset) throws IOException {
        var times = new StringBuilder();
        for (int i = 0; i < open.size(); i++) {
            SocketChannel channel = open.get(i);
            if (reset) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            times.append(i == 0 ? "" : " ").append(i).append(':').append(System.nanoTime());
            channel.close();
        }
        open.clear();
        return times.toString();
    }
}
