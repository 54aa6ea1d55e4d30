package io.pastelli.undertow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Cuts what comes into frames (RFC 9113 section 4.1). A frame is given on when it is whole, at most 16 KiB.
 *
 * <p>
 * <b>Threading:</b> the connection's I/O thread only.
 */
final class FrameReader {
    static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = new byte[0];

    /** Takes frames. */
    interface Sink {
        /** Takes a whole frame; the payload is only lent. */
        void frame(int type, int flags, int stream, ByteBuffer payload) throws Http2Error;

        /** Tells whether another frame may come. */
        boolean open();
    }

    private final StreamSourceConduit source;
    private final Loop loop;
    private byte[] kept;
    private boolean begun;

    FrameReader(StreamSourceConduit source, Loop loop, byte[] first) {
        this.source = source;
        this.loop = loop;
        this.kept = first;
    }

    /** Tells whether the client's preface has come. */
    boolean begun() {
        return begun;
    }

    /** Reads what has come; returns −1 at the end of the input, else how much it was. */
    int read(Sink sink) throws IOException, Http2Error {
        ByteBuffer in = loop.frames().put(kept);
        kept = NOTHING;
        int count = source.read(in);
        in.flip();
        if (begun || preface(in)) {
            frames(in, sink);
        }
        kept = in.hasRemaining() ? new byte[in.remaining()] : NOTHING;
        in.get(kept);
        return count;
    }

    private boolean preface(ByteBuffer in) throws Http2Error {
        int count = Math.min(in.remaining(), PREFACE.length);
        for (int i = 0; i < count; i++) {
            if (in.get(in.position() + i) != PREFACE[i]) {
                throw Http2Error.connection(Http2Codes.PROTOCOL_ERROR, "no HTTP/2 preface");
            }
        }
        begun = count == PREFACE.length;
        if (begun) {
            in.position(in.position() + count);
        }
        return begun;
    }

    private static void frames(ByteBuffer in, Sink sink) throws Http2Error {
        while (sink.open() && in.remaining() >= Http2Codes.FRAME_HEAD) {
            int at = in.position();
            int word = in.getInt(at);
            int length = word >>> 8;
            if (length > Http2Codes.FRAME_SIZE) {
                throw Http2Error.connection(Http2Codes.FRAME_SIZE_ERROR,
                        "a frame is larger than 16384 bytes");
            }
            if (in.remaining() < Http2Codes.FRAME_HEAD + length) {
                return;
            }
            ByteBuffer payload = in.slice(at + Http2Codes.FRAME_HEAD, length);
            in.position(at + Http2Codes.FRAME_HEAD + length);
            sink.frame(word & 0xff, in.get(at + 4) & 0xff, in.getInt(at + 5) & 0x7fff_ffff, payload);
        }
    }
}
