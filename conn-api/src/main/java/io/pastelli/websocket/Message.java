package io.pastelli.websocket;

import io.pastelli.http.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A message encoded once, to be sent to any number of sockets, which share its bytes.
 *
 * <p>
 * <b>Threading:</b> immutable; any thread. What it is compressed to is remembered, and the same whoever computes it.
 *
 * {@snippet :
 * void broadcast(List<WebSocket> all, String news) {
 *     Message message = Message.text(news);
 *     all.forEach(each -> each.trySend(message));
 * }
 * }
 */
public final class Message {
    private record Compressed(PerMessageDeflate options, ByteBuffer frame) {}

    private final byte[] frame;
    private volatile @Nullable Compressed compressed;

    private Message(byte[] frame) {
        this.frame = frame;
    }

    /** Makes a text; an unpaired surrogate becomes {@code ?}. */
    public static Message text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Message(Frames.array(Frames.FIN | Opcode.TEXT, bytes, bytes.length));
    }

    /** Makes a binary message. */
    public static Message binary(Bytes bytes) {
        byte[] copy = bytes.toByteArray();
        return new Message(Frames.array(Frames.FIN | Opcode.BINARY, copy, copy.length));
    }

    /** Returns its frame; each call gives an own position. */
    ByteBuffer frame() {
        return ByteBuffer.wrap(frame).asReadOnlyBuffer();
    }

    /** Returns its frame compressed by itself. */
    ByteBuffer compressed(PerMessageDeflate options) {
        Compressed known = compressed;
        if (known == null || !known.options().equals(options)) {
            known = new Compressed(options,
                    ByteBuffer.wrap(Deflating.alone(frame, options)).asReadOnlyBuffer());
            compressed = known;
        }
        return known.frame().duplicate();
    }

    /** Returns the kind and the size of its frame only: a message may hold secrets. */
    @Override
    public String toString() {
        return ((frame[0] & 0xf) == Opcode.TEXT ? "text" : "binary") + "[" + frame.length + "]";
    }
}
