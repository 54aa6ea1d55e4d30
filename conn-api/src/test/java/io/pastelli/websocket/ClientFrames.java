package io.pastelli.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Writes a client's frames, masked with random keys. */
final class ClientFrames {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Random random;

    ClientFrames(Random random) {
        this.random = random;
    }

    ClientFrames text(String text) {
        return frame(0x80 | Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a frame with this first byte. */
    ClientFrames frame(int first, byte[] payload) {
        int length = payload.length;
        ByteBuffer head = ByteBuffer.allocate(14).put((byte) first);
        if (length < 126) {
            head.put((byte) (0x80 | length));
        } else if (length <= 0xffff) {
            head.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            head.put((byte) (0x80 | 127)).putLong(length);
        }
        var key = new byte[4];
        random.nextBytes(key);
        head.put(key).flip();
        out.write(head.array(), 0, head.limit());
        for (int i = 0; i < length; i++) {
            out.write(payload[i] ^ key[i & 3]);
        }
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
