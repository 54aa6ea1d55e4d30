package io.pastelli.bench.room;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pastelli.bench.Commands;
import io.pastelli.bench.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;

/** Streams of server-sent events, spread over nodes, and what arrives on them: {@code StreamMain port…}. */
public final class StreamMain implements Commands {
    private final int[] ports;
    private final Selector selector = Selector.open();
    private final Scores scores = new Scores();
    private volatile String broken = "";

    private StreamMain(int... ports) throws IOException {
        this.ports = ports;
        Thread.ofPlatform().daemon().name("streams").start(this::read);
    }

    /** Says {@code up} and takes commands. */
    public static void main(String[] args) throws Exception {
        Commands.serve("up", new StreamMain(Arrays.stream(args).mapToInt(Integer::parseInt).toArray()));
        System.exit(0);
    }

    @Override
    public String run(List<String> words) throws Exception {
        if (!broken.isEmpty()) {
            throw new IOException(broken);
        }
        return switch (words.getFirst()) {
            case "open" -> open(Integer.parseInt(words.get(1)));
            case "arrived" -> Long.toString(scores.arrived());
            case "counts" -> scores.counts();
            case "latencies" -> scores.latencies();
            default -> throw new IllegalArgumentException("unknown command");
        };
    }

    private String open(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            var channel = SocketChannel.open(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), ports[i % ports.length]));
            channel.write(ByteBuffer.wrap(("GET " + Wire.STREAMS + "stream" + i
                    + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Scan(scores));
            selector.wakeup();
        }
        return "open";
    }

    private void read() {
        ByteBuffer in = ByteBuffer.allocate(256 * 1024);
        try {
            while (selector.isOpen()) {
                selector.select(key -> ready(key, in), 100);
                scores.publish();
            }
        } catch (IOException e) {
            broken = "the selector failed: " + e;
        }
    }

    /** An event is within a chunk, so the bytes of the response are looked through as they are. */
    private void ready(SelectionKey key, ByteBuffer in) {
        try {
            if (((SocketChannel) key.channel()).read(in.clear()) < 0) {
                throw new IOException("the server ended a stream");
            }
            in.flip();
            var scan = (Scan) key.attachment();
            while (in.hasRemaining()) {
                scan.take(in.get());
            }
        } catch (IOException e) {
            broken = e.toString();
            key.cancel();
        }
    }
}
