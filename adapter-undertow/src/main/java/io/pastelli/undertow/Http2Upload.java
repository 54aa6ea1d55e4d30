package io.pastelli.undertow;

import io.pastelli.http.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The incoming side of one stream: its body, at most a window of it, and the fields behind it. Who reads opens the
 * window again.
 *
 * <p>
 * <b>Threading:</b> any thread may call {@link #body}, {@link #consumed} and {@link #trailers}; the rest belongs to the
 * I/O thread.
 */
final class Http2Upload {
    private static final int GIVEN_BACK = Http2Codes.WINDOW / 2;

    private final Http2Stream stream;
    private final Http2Connection connection;
    private final RequestBody body = new RequestBody(Http2Codes.WINDOW);
    private final AtomicInteger consumed = new AtomicInteger();
    private volatile Headers trailers = Headers.empty();
    // the I/O thread's
    private int window = Http2Codes.WINDOW;
    private long left;
    private boolean begun;
    private boolean ended;
    private boolean draining;

    Http2Upload(Http2Stream stream, Http2Connection connection, long length) {
        this.stream = stream;
        this.connection = connection;
        this.left = length;
    }

    RequestBody body() {
        return body;
    }

    Headers trailers() {
        return trailers;
    }

    boolean begun() {
        return begun;
    }

    boolean ended() {
        return ended;
    }

    /** Somebody has read; a negative number is the end. */
    void consumed(int count) {
        if (count > 0 && consumed.addAndGet(count) >= GIVEN_BACK) {
            connection.loop().execute(this::giveBack);
        }
    }

    private void giveBack() {
        int count = consumed.getAndSet(0);
        if (count > 0 && !ended && !draining && connection.streams().has(stream)) {
            window += count;
            connection.output().send(Frames.windowUpdate(stream.id(), count));
        }
    }

    /** Takes a DATA frame of {@code size} bytes, its padding included. */
    void data(ByteBuffer payload, int size, boolean last) throws Http2Error {
        int length = payload.remaining();
        begun = true;
        window -= size;
        if (window < 0) {
            throw Http2Error.stream(Http2Codes.FLOW_CONTROL_ERROR, stream.id(),
                    "more than the window allows");
        }
        if (left >= 0 && !upgradeable()) {
            left -= length;
            check(left >= 0);
        }
        consumed(size - length);
        if (!draining) {
            body.take(payload.array(), payload.arrayOffset() + payload.position(), length);
        }
        if (last) {
            end();
        } else {
            body.tellReader();
        }
    }

    /** Takes the fields behind the body. */
    void trailers(Headers fields) throws Http2Error {
        trailers = fields;
        end();
    }

    /** The client has said all. */
    void end() throws Http2Error {
        check(left <= 0);
        begun = true;
        ended = true;
        body.complete();
        body.tellReader();
        stream.closeIfBothEnded();
    }

    /** Drops the rest of the body; false when there is too much of it. */
    boolean drains() {
        broken(new IOException("the response is complete: read the body before it ends"));
        draining = left >= 0 && left <= window;
        return draining;
    }

    void broken(IOException cause) {
        body.broken(cause);
        body.tellReader();
    }

    /** An extended CONNECT has no declared body; what follows it is another protocol. */
    private boolean upgradeable() {
        return stream.connectProtocol().isPresent();
    }

    private void check(boolean good) throws Http2Error {
        if (!good) {
            throw Http2Error.stream(Http2Codes.PROTOCOL_ERROR, stream.id(),
                    "the body has not its declared length");
        }
    }
}
