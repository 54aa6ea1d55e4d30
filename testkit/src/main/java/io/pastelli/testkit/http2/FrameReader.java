package io.pastelli.testkit.http2;

import io.pastelli.http.Bytes;
import io.pastelli.http.Headers.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes frames of the bytes that come, and fields of their header blocks. Not safe for use by several threads. */
final class FrameReader {
    private final HpackDecoder decoder = new HpackDecoder();
    private ByteBuffer pending = ByteBuffer.allocate(64 * 1024).limit(0);
    private @Nullable Frame begun;
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();

    /** Returns the frames that are whole with these bytes. */
    List<Received> take(byte[] bytes, int length) throws IOException {
        pending = ByteBuffer.allocate(pending.remaining() + length).put(pending).put(bytes, 0, length).flip();
        var frames = new ArrayList<Received>();
        while (pending.remaining() >= Frame.HEAD) {
            int size = pending.getInt(pending.position()) >>> 8;
            if (pending.remaining() < Frame.HEAD + size) {
                break;
            }
            int type = pending.getInt() & 0xff;
            int flags = pending.get() & 0xff;
            int stream = pending.getInt() & 0x7fffffff;
            var payload = new byte[size];
            pending.get(payload);
            take(new Frame(type, flags, stream, Bytes.of(payload)), frames);
        }
        return frames;
    }

    private void take(Frame frame, List<Received> frames) throws IOException {
        Frame first = begun;
        if (first == null && frame.type() == Frame.HEADERS) {
            first = frame;
            block.reset();
            block.writeBytes(frame.content());
        } else if (first != null && frame.type() == Frame.CONTINUATION && frame.stream() == first.stream()) {
            block.writeBytes(frame.payload().toByteArray());
        } else if (first != null) {
            throw new IOException("the server sent a frame of type " + frame.type()
                    + " between HEADERS and their CONTINUATION");
        } else {
            frames.add(new Received(frame, List.of(), System.nanoTime()));
            return;
        }
        begun = frame.has(Frame.END_HEADERS) ? null : first;
        if (begun == null) {
            List<Field> fields = decoder.decode(block.toByteArray());
            frames.add(new Received(first, fields, System.nanoTime()));
        }
    }
}
