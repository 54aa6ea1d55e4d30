package io.pastelli.undertow;

import io.pastelli.adapter.Completion;
import io.pastelli.http.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one stream has to send behind its head: one write at a time, as far as its window goes. Where that is shut, the
 * end of a write is kept here, up to a bound, and its writer goes on.
 *
 * <p>
 * <b>Threading:</b> the connection's I/O thread only.
 */
final class Http2Sender {
    private static final int KEPT = 32 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Http2Stream stream;
    private final Http2Connection connection;
    private long window;
    private ByteBuffer bytes = NOTHING;
    private @Nullable Completion completion;
    private boolean last;
    private boolean waiting;
    private boolean queued;
    private boolean ended;

    Http2Sender(Http2Stream stream, Http2Connection connection, int window) {
        this.stream = stream;
        this.connection = connection;
        this.window = window;
    }

    /** Tells whether the last byte is on its way. */
    boolean ended() {
        return ended;
    }

    /** The head was all there is to send. */
    void endWithHead() {
        last = true;
        ended = true;
    }

    /** Tells whether all has been given to this sender. */
    boolean ending() {
        return last;
    }

    /** Takes a write; {@code told} when the socket has taken it. */
    void write(ByteBuffer more, boolean isLast, Completion told) {
        bytes = bytes.hasRemaining()
                ? ByteBuffer.allocate(bytes.remaining() + more.remaining()).put(bytes).put(more.duplicate())
                        .flip()
                : more.duplicate();
        last = isLast;
        completion = told;
        waiting = true;
        connection.output().ready(this);
    }

    /** Changes the window, to below zero maybe (RFC 9113 section 6.9.2). */
    void open(int increment) throws Http2Error {
        window += increment;
        if (window > Integer.MAX_VALUE) {
            throw Http2Error.stream(Http2Codes.FLOW_CONTROL_ERROR, stream.id(), "the window is too large");
        }
        if (waiting) {
            connection.output().ready(this);
        }
    }

    void fail(IOException cause) {
        Completion told = completion;
        completion = null;
        waiting = false;
        ended = true;
        connection.output().forget(this);
        if (told != null) {
            told.failed(cause);
        }
    }

    /** Tells whether to put this sender into the queue now. */
    boolean enqueue() {
        if (queued || !waiting || (needsWindow() && window <= 0)) {
            return false;
        }
        queued = true;
        return true;
    }

    /** Tells whether to put this sender into the queue again, which it was taken from. */
    boolean requeue() {
        queued = false;
        return enqueue();
    }

    boolean needsWindow() {
        return bytes.hasRemaining();
    }

    /** Puts one DATA frame and returns its size; what is complete with it goes to {@code framed}. */
    int frame(ByteBuffer out, long most, List<Completion> framed) {
        int length = (int) Math.min(Math.min(bytes.remaining(), Http2Codes.FRAME_SIZE),
                Math.min(Math.min(most, window), out.remaining() - Http2Codes.FRAME_HEAD));
        length = Math.max(length, 0);
        boolean all = length == bytes.remaining();
        Headers trailers = all && last ? stream.trailersOut() : Headers.empty();
        boolean endStream = all && last && trailers.size() == 0;
        if (length > 0 || endStream) {
            Frames.head(out, length, Http2Codes.DATA, endStream ? Http2Codes.END_STREAM : 0, stream.id());
            out.put(out.position(), bytes, bytes.position(), length).position(out.position() + length);
            bytes.position(bytes.position() + length);
            window -= length;
        }
        if (all) {
            if (trailers.size() > 0) {
                connection.trailers(stream.id(), trailers);
            }
            done(framed);
        } else if (!last && window <= 0 && bytes.remaining() <= KEPT && completion != null) {
            bytes = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            framed.add(completion);
            completion = null;
        }
        return length;
    }

    private void done(List<Completion> framed) {
        Completion told = completion;
        bytes = NOTHING;
        completion = null;
        waiting = false;
        ended = last;
        if (told != null) {
            framed.add(last ? stream.completing(told) : told);
        }
    }
}
