package io.pastelli.websocket;

import java.nio.ByteBuffer;

/** Writes unmasked frames, header and payload in one piece (RFC 6455 section 5.2). */
final class Frames {
    static final int FIN = 0x80;
    static final int RSV1 = 0x40;

    private Frames() {}

    /** One frame with this first byte and the first {@code length} bytes of {@code payload}. */
    static byte[] array(int first, byte[] payload, int length) {
        int header = length < 126 ? 2 : length <= 0xffff ? 4 : 10;
        var frame = new byte[header + length];
        ByteBuffer into = ByteBuffer.wrap(frame).put((byte) first);
        switch (header) {
            case 2 -> into.put((byte) length);
            case 4 -> into.put((byte) 126).putShort((short) length);
            default -> into.put((byte) 127).putLong(length);
        }
        System.arraycopy(payload, 0, frame, header, length);
        return frame;
    }
}
