package io.pastelli.jetty;

import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Refusal;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.eclipse.jetty.http.Trailers;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request, read as it comes.
 *
 * <p>
 * <b>Threading:</b> one reader at a time; {@link #close} may come from any thread and waits for a read to return, which
 * never blocks: Jetty must not consume the body while it is being read.
 */
final class Http1Body {
    private final Request request;
    private final Http1Connection connection;
    private final Interim interim;
    private final HalfClose halfClose;
    private Content.@Nullable Chunk chunk; // guarded by this, as all below
    private @Nullable Runnable waiting;
    private boolean expected;
    private boolean withheld;
    private boolean finished;
    private boolean closed;
    private boolean tooLarge;
    private Headers trailers = Headers.empty();

    Http1Body(Request request, Http1Connection connection, Interim interim, HalfClose halfClose) {
        this.request = request;
        this.connection = connection;
        this.interim = interim;
        this.halfClose = halfClose;
        this.expected = connection.head().expectsContinue();
        this.finished = connection.head().length() == 0;
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
        ByteBuffer bytes = current().getByteBuffer();
        int count = Math.min(length, bytes.remaining());
        bytes.get(buffer, offset, count);
        return count;
    }

    /** As {@link io.pastelli.adapter.Exchange#onReadable}. */
    void onReadable(Runnable ready) {
        synchronized (this) {
            if (!closed && !finished) {
                try {
                    sayContinue();
                    if (!fetch() && !finished) {
                        waiting = ready;
                        request.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::arrived));
                        return;
                    }
                } catch (IOException | HttpException toBeReadAgain) {
                    // the next read says so
                }
            }
        }
        ready.run();
    }

    /** As {@link io.pastelli.adapter.Exchange#trailers}. */
    synchronized Headers trailers() {
        return trailers;
    }

    /** Says no {@code 100 Continue} from now on, the response begins; true when the client still waits for it. */
    synchronized boolean withholdContinue() {
        withheld |= expected;
        expected = false;
        return withheld;
    }

    /** Reads and forgets what has arrived, up to {@code limit} bytes; true when that was all of the body. */
    synchronized boolean drain(int limit) {
        if (closed || expected || withheld) {
            return false; // a client that was not told to go on may or may not send its body
        }
        try {
            int left = limit;
            while (left > 0 && fetch()) {
                ByteBuffer bytes = current().getByteBuffer();
                left -= bytes.remaining();
                bytes.position(bytes.limit());
            }
        } catch (IOException | HttpException broken) {
            return false;
        }
        return finished;
    }

    /** Ends all reading; a waiting reader is woken. */
    void close() {
        Runnable woken;
        synchronized (this) {
            closed = true;
            release();
            woken = waiting;
            waiting = null;
        }
        if (woken != null) {
            woken.run();
        }
    }

    private void arrived() {
        Runnable woken;
        synchronized (this) {
            woken = waiting;
            waiting = null;
        }
        if (woken != null) {
            woken.run();
        }
    }

    /** Makes {@link #current} hold bytes; false when there are none now, or none any more. */
    private boolean fetch() throws IOException {
        while (!finished) {
            Content.Chunk held = chunk;
            if (held != null && held.hasRemaining()) {
                return true;
            }
            boolean last = held != null && held.isLast();
            release();
            if (last) {
                finished = true;
            } else {
                Content.Chunk next = request.read();
                if (next == null) {
                    return false;
                }
                if (Content.Chunk.isFailure(next)) {
                    throw failure(next.getFailure());
                }
                if (next instanceof Trailers fields) {
                    trailers(Fields.received(fields.getTrailers()));
                }
                chunk = next;
            }
        }
        return false;
    }

    /** Notes the fields that came last; too many of them make the body one that cannot be read. */
    private void trailers(Headers fields) {
        tooLarge = Fields.tooMany(fields, connection.limits());
        trailers = tooLarge ? Headers.empty() : fields;
    }

    private IOException failure(Throwable cause) {
        boolean listens = switch (connection.watched().ending()) {
            case NONE -> connection.watched().isOpen();
            case FIN -> halfClose == HalfClose.IS_SERVED;
            case RESET, SILENT -> false;
        };
        if (listens) {
            throw new HttpException(400, "the request body is malformed: check its length or its chunks");
        }
        return new IOException("the client left in the middle of the request body", cause);
    }

    private Content.Chunk current() {
        Content.Chunk held = chunk;
        if (held == null) {
            throw new IllegalStateException("nothing was fetched");
        }
        return held;
    }

    private void release() {
        Content.Chunk held = chunk;
        chunk = null;
        if (held != null) {
            held.release();
        }
    }

    private void sayContinue() throws IOException {
        if (expected) {
            expected = false;
            interim.say(ResponseBytes.interim(100, Headers.empty()));
        }
    }
}
