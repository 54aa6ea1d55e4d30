package io.pastelli.jetty;

import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Refusal;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request, read as it comes.
 *
 * <p>
 * <b>Threading:</b> one reader at a time; {@link #close} may come from any thread and waits for a read to return, which
 * never blocks: the reader of requests goes on only when nobody reads the body.
 */
final class Http1Body {
    private final RequestReader reader;
    private final Http1Connection connection;
    private final Interim interim;
    private final HalfClose halfClose;
    private @Nullable Runnable waiting; // guarded by this, as all below
    private boolean expected;
    private boolean withheld;
    private boolean finished;
    private boolean closed;
    private boolean tooLarge;
    private Headers trailers = Headers.empty();

    Http1Body(RequestReader reader, Http1Connection connection, Interim interim, HalfClose halfClose) {
        this.reader = reader;
        this.connection = connection;
        this.interim = interim;
        this.halfClose = halfClose;
        this.expected = reader.head().expectsContinue();
        this.finished = reader.head().length() == 0;
    }

    /** As {@link io.pastelli.adapter.Exchange#read}. */
    int read(byte[] buffer, int offset, int length) throws IOException {
        sayContinue();
        return take(buffer, offset, length);
    }

    private synchronized int take(byte[] buffer, int offset, int length) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (!fetch()) {
            if (finished && tooLarge) {
                throw new HttpException(431, Refusal.HEADERS.sentence());
            }
            return finished ? -1 : 0;
        }
        ByteBuffer bytes = reader.piece();
        int count = Math.min(length, bytes.remaining());
        bytes.get(buffer, offset, count);
        return count;
    }

    /** As {@link io.pastelli.adapter.Exchange#onReadable}. */
    void onReadable(Runnable ready) {
        sayContinue();
        if (!later(ready)) {
            ready.run();
        } else if (!connection.getEndPoint().isOpen()) {
            arrived(); // an interest in a closed connection is never called
        }
    }

    /** Asks to be told of bytes; false when they, or the end, are here. */
    private synchronized boolean later(Runnable ready) {
        try {
            if (closed || fetch() || finished) {
                return false;
            }
        } catch (IOException | HttpException toBeReadAgain) {
            return false; // the next read says so
        }
        waiting = ready;
        connection.tryFillInterested( // calls nobody back by itself
                Callback.from(InvocationType.NON_BLOCKING, this::arrived, failure -> arrived()));
        return true;
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
                ByteBuffer bytes = reader.piece();
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

    /** Makes the reader hold bytes; false when there are none now, or none any more. */
    private boolean fetch() throws IOException {
        return !finished && switch (reader.more()) {
            case SOME -> true;
            case NOTHING -> false;
            case END -> {
                finished = true;
                trailers(reader.trailers());
                yield false;
            }
            case BROKEN -> throw failure();
        };
    }

    /** Notes the fields that came last; too many of them make the body one that cannot be read. */
    private void trailers(Headers fields) {
        tooLarge = Fields.tooMany(fields, connection.limits());
        trailers = tooLarge ? Headers.empty() : fields;
    }

    private IOException failure() {
        boolean listens = switch (connection.watched().ending()) {
            case NONE -> connection.watched().isOpen();
            case FIN -> halfClose == HalfClose.IS_SERVED;
            case RESET, SILENT -> false;
        };
        if (listens) {
            throw new HttpException(400, "the request body is malformed: check its length or its chunks");
        }
        return new IOException("the client left in the middle of the request body");
    }

    private void sayContinue() {
        synchronized (this) {
            if (closed || !expected) {
                return;
            }
            expected = false;
        }
        interim.say(ResponseBytes.interim(100, Headers.empty()));
    }
}
