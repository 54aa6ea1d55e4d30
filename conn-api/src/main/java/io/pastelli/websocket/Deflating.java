package io.pastelli.websocket;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Compresses messages (RFC 7692 section 7.2.1).
 *
 * <p>
 * <b>Threading:</b> any thread; one with takeover is called in the order in which its frames go out. Guarded by this
 * object's monitor.
 */
final class Deflating implements AutoCloseable {
    private static final int TAIL = 4; // 00 00 ff ff, which the other side adds again

    private final Deflater deflater;
    private boolean closed;

    Deflating(int level) {
        deflater = new Deflater(level, true);
    }

    /** Compresses an unmasked data frame by itself; returns it as it is when that does not pay. */
    static byte[] alone(byte[] frame, PerMessageDeflate options) {
        int header = header(frame);
        if (frame.length - header < options.minSize()) {
            return frame;
        }
        try (var once = new Deflating(options.level())) {
            byte[] compressed = once.compress(frame);
            return compressed.length < frame.length ? compressed : frame;
        }
    }

    /** Compresses an unmasked data frame, with what the frames before have taught. */
    synchronized byte[] compress(byte[] frame) {
        int header = header(frame);
        if (closed || frame.length == header) {
            return frame;
        }
        deflater.setInput(frame, header, frame.length - header);
        var out = new byte[Math.max(64, (frame.length - header) / 2)];
        int size = 0;
        for (;;) {
            size += deflater.deflate(out, size, out.length - size, Deflater.SYNC_FLUSH);
            if (size < out.length) {
                break;
            }
            out = Arrays.copyOf(out, 2 * out.length);
        }
        return Frames.array((frame[0] & 0xff) | Frames.RSV1, out, size - TAIL);
    }

    @Override
    public synchronized void close() {
        closed = true;
        deflater.end();
    }

    private static int header(byte[] frame) {
        return frame[1] < 126 ? 2 : frame[1] == 126 ? 4 : 10;
    }
}
