package io.pastelli.bench.room;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;

/** WebSocket frames: each a whole message; masked with zeros, which leave the text as it is. */
final class Frames implements Framing {
    private static final int LONG = 126;
    private static final int LONGEST = 127;

    private int header; // bytes of it that were read
    private int extended; // bytes of length that follow
    private long left;
    private boolean text;

    @Override
    public boolean read(ByteBuffer in, Scan scan) throws IOException {
        while (in.hasRemaining()) {
            if (header < 2 || extended > 0) {
                header(in.get());
            } else {
                byte next = in.get();
                left--;
                if (text) {
                    scan.take(next);
                }
            }
            if (header >= 2 && extended == 0 && left == 0) {
                header = 0;
                if (text) {
                    return true;
                }
            }
        }
        return false;
    }

    private void header(byte next) throws IOException {
        if (header == 0) {
            int opcode = next & 0x0f;
            if (opcode == 8) {
                throw new IOException("the server closed a WebSocket");
            }
            text = opcode <= 1;
            header = 1;
        } else if (header == 1) {
            left = next & 0x7f;
            extended = left == LONG ? 2 : left == LONGEST ? 8 : 0;
            left = extended == 0 ? left : 0;
            header = 2;
        } else {
            left = (left << 8) | (next & 0xff);
            extended--;
        }
    }

    @Override
    public ByteBuffer write(String message) {
        byte[] payload = message.getBytes(US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(payload.length + 8).put((byte) 0x81);
        if (payload.length < LONG) {
            out.put((byte) (0x80 | payload.length));
        } else {
            out.put((byte) (0x80 | LONG)).putShort((short) payload.length);
        }
        return out.putInt(0).put(payload).flip();
    }
}
