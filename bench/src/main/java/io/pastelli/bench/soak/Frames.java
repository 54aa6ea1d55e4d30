package io.pastelli.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Text frames of a WebSocket. */
final class Frames {
    private static final int LONG = 126;
    private static final int TEXT = 0x81;
    private static final int PING = 0x89;

    private Frames() {}

    static void upgrade(Line line, String path) throws IOException {
        line.send("GET", path, String.join("\r\n", "Connection: Upgrade", "Upgrade: websocket",
                "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", ""), "");
        line.head().expect(101);
    }

    static void send(Line line, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        ByteBuffer out = ByteBuffer.allocate(bytes.length + 8).put((byte) TEXT);
        if (bytes.length < LONG) {
            out.put((byte) (0x80 | bytes.length));
        } else {
            out.put((byte) (0x80 | LONG)).putShort((short) bytes.length);
        }
        out.putInt(0).put(bytes).flip(); // masked with zeros, which leave it as it is
        line.send(Arrays.copyOf(out.array(), out.limit()));
    }

    static String receive(Line line) throws IOException {
        int first = line.next();
        while (first == PING) { // of a server that has heard nothing for a while
            line.text(line.next());
            first = line.next();
        }
        if (first != TEXT) {
            throw new IOException("a frame that begins with " + first + " where a text was due");
        }
        int length = line.next();
        return line.text(length == LONG ? line.next() << 8 | line.next() : length);
    }
}
