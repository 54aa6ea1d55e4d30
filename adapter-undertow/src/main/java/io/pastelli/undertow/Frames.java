package io.pastelli.undertow;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The frames that a server writes, but for DATA (RFC 9113 section 6). */
final class Frames {
    private Frames() {}

    /** Puts the head of a frame. */
    static ByteBuffer head(ByteBuffer out, int length, int type, int flags, int stream) {
        return out.put((byte) (length >> 16)).put((byte) (length >> 8)).put((byte) length).put((byte) type)
                .put((byte) flags).putInt(stream);
    }

    /** Returns settings: identifier, value, identifier, value, … */
    static ByteBuffer settings(int... pairs) {
        ByteBuffer out = frame(pairs.length * 3, Http2Codes.SETTINGS, 0, 0);
        for (int i = 0; i < pairs.length; i += 2) {
            out.putShort((short) pairs[i]).putInt(pairs[i + 1]);
        }
        return out.flip();
    }

    static ByteBuffer settingsAck() {
        return frame(0, Http2Codes.SETTINGS, Http2Codes.ACK, 0).flip();
    }

    static ByteBuffer ping(long data, boolean ack) {
        return frame(8, Http2Codes.PING, ack ? Http2Codes.ACK : 0, 0).putLong(data).flip();
    }

    static ByteBuffer reset(int stream, int code) {
        return frame(4, Http2Codes.RST_STREAM, 0, stream).putInt(code).flip();
    }

    static ByteBuffer windowUpdate(int stream, int increment) {
        return frame(4, Http2Codes.WINDOW_UPDATE, 0, stream).putInt(increment).flip();
    }

    static ByteBuffer goAway(int lastStream, int code, String why) {
        byte[] text = why.getBytes(StandardCharsets.US_ASCII);
        return frame(8 + text.length, Http2Codes.GOAWAY, 0, 0).putInt(lastStream).putInt(code).put(text)
                .flip();
    }

    /** Returns a header block in as many frames as it needs. */
    static ByteBuffer headers(int stream, ByteBuffer block, boolean endStream) {
        int frames = Math.max(1, (block.remaining() + Http2Codes.FRAME_SIZE - 1) / Http2Codes.FRAME_SIZE);
        ByteBuffer out = ByteBuffer.allocate(block.remaining() + frames * Http2Codes.FRAME_HEAD);
        for (int i = 0; i < frames; i++) {
            int length = Math.min(Http2Codes.FRAME_SIZE, block.remaining());
            int flags = (i == 0 && endStream ? Http2Codes.END_STREAM : 0)
                    | (i == frames - 1 ? Http2Codes.END_HEADERS : 0);
            head(out, length, i == 0 ? Http2Codes.HEADERS : Http2Codes.CONTINUATION, flags, stream);
            out.put(block.slice(block.position(), length));
            block.position(block.position() + length);
        }
        return out.flip();
    }

    private static ByteBuffer frame(int length, int type, int flags, int stream) {
        return head(ByteBuffer.allocate(Http2Codes.FRAME_HEAD + length), length, type, flags, stream);
    }
}
