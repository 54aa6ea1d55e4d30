package io.pastelli.testkit.websocket;

import io.pastelli.http.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One WebSocket frame (RFC 6455 section 5.2), well-formed or not: whatever its parts say is written.
 *
 * @param fin whether it is the last of its message
 * @param rsv the reserved bits, 0 to 7
 * @param opcode 0 to 15
 * @param masked whether it is masked, as clients do
 * @param payload the payload, unmasked
 */
public record WebSocketFrame(boolean fin, int rsv, int opcode, boolean masked, Bytes payload) {
    /** The opcode of a further fragment. */
    public static final int CONTINUATION = 0;
    /** The opcode of a text. */
    public static final int TEXT = 1;
    /** The opcode of a binary message. */
    public static final int BINARY = 2;
    /** The opcode of a close frame. */
    public static final int CLOSE = 8;
    /** The opcode of a ping. */
    public static final int PING = 9;
    /** The opcode of a pong. */
    public static final int PONG = 10;

    private static final int MASK = 0x37fa213d;

    /** Where the bytes of a frame come from. */
    @FunctionalInterface
    public interface Source {
        /** Returns so many bytes; fewer only at the end. */
        byte[] bytes(int length);
    }

    /** Returns a client's frame with this opcode. */
    public static WebSocketFrame of(int opcode, Bytes payload) {
        return new WebSocketFrame(true, 0, opcode, true, payload);
    }

    /** Returns a client's text. */
    public static WebSocketFrame text(String text) {
        return of(TEXT, Bytes.of(text));
    }

    /** Returns a client's close frame. */
    public static WebSocketFrame close(int code, String reason) {
        byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        return of(CLOSE, Bytes.of(ByteBuffer.allocate(2 + words.length).putShort((short) code).put(words)
                .array()));
    }

    /** Returns this frame as one that is not the last of its message. */
    public WebSocketFrame open() {
        return new WebSocketFrame(false, rsv, opcode, masked, payload);
    }

    /** Returns this frame with other reserved bits; 4 is RSV1. */
    public WebSocketFrame rsv(int bits) {
        return new WebSocketFrame(fin, bits, opcode, masked, payload);
    }

    /** Returns this frame without a mask, as only servers send it. */
    public WebSocketFrame unmasked() {
        return new WebSocketFrame(fin, rsv, opcode, false, payload);
    }

    /** Returns the payload in UTF-8. */
    public String text() {
        return payload.utf8();
    }

    /** Returns the code of a close frame, 1005 when it has none. */
    public int code() {
        return payload.isEmpty() ? 1005 : payload.asByteBuffer().getShort(0) & 0xffff;
    }

    /** Returns the reason of a close frame. */
    public String reason() {
        return payload.size() < 2 ? "" : Bytes.of(payload.toByteArray(), 2, payload.size()).utf8();
    }

    /** Returns its bytes. */
    public byte[] encode() {
        int length = payload.size();
        ByteBuffer out = ByteBuffer.allocate(14 + length);
        out.put((byte) ((fin ? 0x80 : 0) | rsv << 4 | opcode));
        int mark = masked ? 0x80 : 0;
        if (length < 126) {
            out.put((byte) (mark | length));
        } else if (length <= 0xffff) {
            out.put((byte) (mark | 126)).putShort((short) length);
        } else {
            out.put((byte) (mark | 127)).putLong(length);
        }
        if (masked) {
            out.putInt(MASK);
        }
        int start = out.position();
        out.put(payload.asByteBuffer());
        for (int i = 0; masked && i < length; i++) {
            int at = start + i;
            out.put(at, (byte) (out.get(at) ^ MASK >>> (24 - 8 * (i & 3))));
        }
        var bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /** Reads a frame; empty when the bytes end before it is whole. */
    public static Optional<WebSocketFrame> read(Source source) {
        byte[] start = source.bytes(2);
        if (start.length < 2) {
            return Optional.empty();
        }
        boolean masked = start[1] < 0;
        int length = start[1] & 0x7f;
        if (length > 125) {
            int size = length == 126 ? 2 : 8;
            byte[] extended = source.bytes(size);
            if (extended.length < size) {
                return Optional.empty();
            }
            ByteBuffer number = ByteBuffer.wrap(extended);
            length = size == 2 ? number.getShort() & 0xffff : Math.toIntExact(number.getLong());
        }
        byte[] key = source.bytes(masked ? 4 : 0);
        byte[] payload = source.bytes(length);
        if (payload.length < length) {
            return Optional.empty();
        }
        for (int i = 0; masked && i < length; i++) {
            payload[i] ^= key[i & 3];
        }
        return Optional
                .of(new WebSocketFrame(start[0] < 0, start[0] >> 4 & 7, start[0] & 15, masked,
                        Bytes.of(payload)));
    }
}
