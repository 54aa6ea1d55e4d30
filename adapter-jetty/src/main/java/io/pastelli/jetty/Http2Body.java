package io.pastelli.jetty;

import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Refusal;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.eclipse.jetty.http2.api.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends on one stream, read as it comes; the window grows by what was read.
 *
 * <p>
 * <b>Threading:</b> one reader at a time; the others may come from any thread.
 */
final class Http2Body {
    private final Stream stream;
    private final Runnable sayContinue;
    private Stream.@Nullable Data data; // guarded by this, as all below
    private @Nullable Runnable waiting;
    private boolean expected;
    private boolean finished;
    private boolean closed;
    private boolean tooLarge;
    private Headers trailers = Headers.empty();

    /** Makes a body; {@code sayContinue} runs before the first read when the client waits for it. */
    Http2Body(Stream stream, Http2Head head, Runnable sayContinue) {
        this.stream = stream;
        this.sayContinue = sayContinue;
        this.expected = head.expectsContinue();
    }

    /** As {@link io.pastelli.adapter.Exchange#read}. */
    synchronized int read(byte[] buffer, int offset, int length) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        sayContinue();
        if (!fetch()) {
            if (finished && tooLarge) {
                throw new HttpException(431, Refusal.HEADERS.sentence());
            }
            return finished ? -1 : 0;
        }
        ByteBuffer bytes = current().frame().getByteBuffer();
        int count = Math.min(length, bytes.remaining());
        bytes.get(buffer, offset, count);
        return count;
    }

    /** As {@link io.pastelli.adapter.Exchange#onReadable}. */
    void onReadable(Runnable ready) {
        boolean later;
        synchronized (this) {
            later = !closed;
            if (later) {
                sayContinue();
                later = !fetch() && !finished;
            }
            if (later) {
                waiting = ready;
            }
        }
        if (later) {
            stream.demand();
        } else {
            ready.run();
        }
    }

    /** Wakes the reader. */
    void arrived() {
        Runnable woken;
        synchronized (this) {
            woken = waiting;
            waiting = null;
        }
        if (woken != null) {
            woken.run();
        }
    }

    synchronized Headers trailers() {
        return trailers;
    }

    /** Notes the fields that came last; too many of them make the body one that cannot be read. */
    synchronized void trailers(Headers fields, Limits limits) {
        tooLarge = Fields.tooMany(fields, limits);
        trailers = tooLarge ? Headers.empty() : fields;
    }

    /** Says no {@code 100 Continue} from now on: the response begins. */
    synchronized void withholdContinue() {
        expected = false;
    }

    /** Reads and forgets what has arrived; true when that was all. */
    synchronized boolean drain() {
        while (!closed && fetch()) {
            ByteBuffer bytes = current().frame().getByteBuffer();
            bytes.position(bytes.limit());
        }
        return finished;
    }

    /** Ends all reading; a waiting reader is woken. */
    void close() {
        synchronized (this) {
            closed = true;
            release();
        }
        arrived();
    }

    /** Makes {@link #current} hold bytes; false when there are none now, or none any more. */
    private boolean fetch() {
        while (!finished) {
            Stream.Data held = data;
            if (held != null && held.frame().getByteBuffer().hasRemaining()) {
                return true;
            }
            finished = held != null && held.frame().isEndStream();
            release();
            if (!finished) {
                data = stream.readData();
                if (data == null) {
                    return false;
                }
            }
        }
        return false;
    }

    private Stream.Data current() {
        Stream.Data held = data;
        if (held == null) {
            throw new IllegalStateException("nothing was fetched");
        }
        return held;
    }

    private void release() {
        Stream.Data held = data;
        data = null;
        if (held != null) {
            held.release();
        }
    }

    private void sayContinue() {
        if (expected) {
            expected = false;
            sayContinue.run();
        }
    }
}
