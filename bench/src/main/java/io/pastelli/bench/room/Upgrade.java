package io.pastelli.bench.room;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pastelli.bench.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Makes a connection a WebSocket, without extensions. */
final class Upgrade {
    private Upgrade() {}

    static void of(SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(("GET " + Wire.BAYEUX + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").getBytes(US_ASCII)));
        ByteBuffer one = ByteBuffer.allocate(1);
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) { // not a byte more than the head
            if (channel.read(one.clear()) < 0) {
                throw new IOException("the server closed a connection after: " + head);
            }
            head.append((char) one.get(0));
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("no WebSocket: " + head);
        }
    }
}
