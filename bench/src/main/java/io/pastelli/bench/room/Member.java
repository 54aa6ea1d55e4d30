package io.pastelli.bench.room;

import io.pastelli.bench.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One client of a Bayeux server. It shakes hands while it is blocking, and stays connected from a selector's thread then.
 *
 * <p>
 * <b>Threading:</b> what it sends may come from two threads.
 */
final class Member {
    private static final Pattern ID = Pattern.compile("\"clientId\":\"([^\"]+)\"");

    private final SocketChannel channel;
    private final Framing framing;
    private final Scan scan;
    private final String type;
    private final String id;
    private int messages;

    private Member(int port, String type, Framing framing, Scores scores) throws IOException {
        this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.socket().setTcpNoDelay(true);
        this.type = type;
        this.framing = framing;
        this.scan = new Scan(scores);
        if (type.equals("websocket")) {
            Upgrade.of(channel);
        }
        String answer = ask("[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"id\":\"h\","
                + "\"supportedConnectionTypes\":[\"" + type + "\"]}]");
        Matcher found = ID.matcher(answer);
        if (!found.find()) {
            throw new IOException("no handshake: " + answer);
        }
        this.id = found.group(1);
    }

    /** Opens one that is connected by {@code websocket} or {@code long-polling}. */
    static Member open(int port, String type, Scores scores) throws IOException {
        return new Member(port, type, type.equals("websocket") ? new Frames() : new Posts(), scores);
    }

    void subscribe() throws IOException {
        String answer = ask("[" + message("/meta/subscribe") + ",\"subscription\":\"" + Wire.ROOM + "\"}]");
        if (!answer.contains("\"successful\":true")) {
            throw new IOException("no subscription: " + answer);
        }
    }

    private String ask(String message) throws IOException {
        send(message);
        ByteBuffer in = ByteBuffer.allocate(4096).flip();
        while (!framing.read(in, scan)) {
            if (channel.read(in.clear()) < 0) {
                throw new IOException("the server closed a connection after " + scan.text());
            }
            in.flip();
        }
        String answer = scan.text();
        scan.end();
        return answer;
    }

    /** Goes on from the thread of a selector. */
    void stay(Selector selector) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
        connect();
    }

    private void connect() throws IOException {
        send("[" + message("/meta/connect") + ",\"connectionType\":\"" + type + "\"}]");
    }

    private synchronized String message(String name) {
        return "{\"channel\":\"" + name + "\",\"clientId\":\"" + id + "\",\"id\":\"" + messages++ + "\"";
    }

    /** Publishes a text. */
    void say(String text) throws IOException {
        send("[" + message(Wire.ROOM) + ",\"data\":{\"text\":\"" + text + "\"}}]");
    }

    private synchronized void send(String message) throws IOException {
        ByteBuffer out = framing.write(message);
        while (out.hasRemaining()) {
            if (channel.write(out) == 0) {
                LockSupport.parkNanos(50_000); // the server is busy with what it got
            }
        }
    }

    void ready(ByteBuffer in) throws IOException {
        if (channel.read(in.clear()) < 0) {
            throw new IOException("the server closed a connection");
        }
        in.flip();
        while (framing.read(in, scan)) {
            if (scan.end()) {
                connect();
            }
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
