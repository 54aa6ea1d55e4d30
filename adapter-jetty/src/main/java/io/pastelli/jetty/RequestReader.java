package io.pastelli.jetty;

import io.pastelli.adapter.Limits;
import io.pastelli.http.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection, one after the other: Jetty's parser, and a buffer that is borrowed as long as there is
 * something in it.
 *
 * <p>
 * <b>Threading:</b> one thread at a time: up to the end of a head the one that was told of bytes, from then on who reads
 * the body, until {@link #reset}.
 */
final class RequestReader implements HttpParser.RequestHandler {
    /** What was found. */
    enum Found {
        /** What was looked for: a whole head, or bytes of the body. */
        SOME,
        /** Not enough has come. */
        NOTHING,
        /** The end of the input, or of the body. */
        END,
        /** What is no HTTP. */
        BROKEN
    }

    static final int BUFFER = 8 * 1024;

    private final EndPoint endPoint;
    private final ByteBufferPool pool;
    private final Limits limits;
    private final Progress progress;
    private final boolean secured;
    private final HttpParser parser;
    private @Nullable RetainableByteBuffer buffer;
    private @Nullable RequestHead head;
    private @Nullable HttpException refused;
    private ByteBuffer piece = BufferUtil.EMPTY_BUFFER;
    private HttpFields.@Nullable Mutable trailers;
    private boolean complete;
    private boolean broken;

    RequestReader(EndPoint endPoint, ByteBufferPool pool, Limits limits, WatchedEndPoint socket) {
        this.endPoint = endPoint;
        this.pool = pool;
        this.limits = limits;
        this.progress = socket.progress();
        this.secured = !endPoint.equals(socket);
        this.parser = new HttpParser(this, limits.requestLine() + limits.headers() + 4,
                HttpCompliance.RFC9110);
        parser.setHeaderCacheCaseSensitive(true); // values as they were sent
    }

    /** Reads up to the end of the next head. */
    Found next() {
        while (true) {
            int filled = isEmpty() ? fill() : 0;
            if (parser.parseNext(bytes())) {
                if (head().length() == 0) {
                    parser.parseNext(bytes()); // up to the end of the request
                }
                if (isEmpty()) {
                    release();
                }
                return Found.SOME;
            }
            if (filled <= 0 || refused != null) {
                release();
                return refused != null ? Found.BROKEN : filled < 0 ? Found.END : Found.NOTHING;
            }
        }
    }

    /** Reads on in the body: there is a {@link #piece} then, if there is any. */
    Found more() {
        while (!piece.hasRemaining() && parser.inContentState()) {
            if (!parser.parseNext(bytes()) && parser.inContentState()) {
                int filled = fill();
                if (filled <= 0) {
                    release();
                }
                if (filled < 0) {
                    parser.parseNext(BufferUtil.EMPTY_BUFFER); // says what the end means
                }
                if (filled <= 0) {
                    break;
                }
            }
        }
        return piece.hasRemaining()
                ? Found.SOME
                : complete ? Found.END : broken ? Found.BROKEN : Found.NOTHING;
    }

    /** Returns what is here of the body, to be taken from it. */
    ByteBuffer piece() {
        return piece;
    }

    /** Returns the fields after the body. */
    Headers trailers() {
        HttpFields fields = trailers;
        return fields == null ? Headers.empty() : Fields.received(fields);
    }

    /** Begins with the next request. */
    void reset() {
        parser.reset();
        piece = BufferUtil.EMPTY_BUFFER;
        trailers = null;
        complete = false;
        broken = false;
    }

    /** Tells whether nothing is here that was not parsed. */
    boolean isEmpty() {
        RetainableByteBuffer known = buffer;
        return known == null || !known.hasRemaining();
    }

    /** Gives an empty buffer back; true when it is: it is not worth to look for more at once. */
    boolean rests() {
        if (!secured && isEmpty()) {
            release();
        }
        return buffer == null;
    }

    /** Gives the buffer back. */
    void release() {
        RetainableByteBuffer known = buffer;
        buffer = null;
        piece = BufferUtil.EMPTY_BUFFER;
        if (known != null) {
            known.release();
        }
    }

    /** Takes bytes that were read before. */
    void take(ByteBuffer early) {
        BufferUtil.append(bytes(), early);
    }

    /** Returns what is here and was not parsed, and gives the buffer back. */
    ByteBuffer rest() {
        RetainableByteBuffer known = buffer;
        ByteBuffer rest = known == null
                ? BufferUtil.EMPTY_BUFFER
                : ByteBuffer.allocate(known.remaining()).put(known.getByteBuffer()).flip();
        release();
        return rest;
    }

    /** Returns the head that was read last. */
    RequestHead head() {
        RequestHead current = head;
        if (current == null) {
            throw new IllegalStateException("no request was begun");
        }
        return current;
    }

    /** Returns why the head is no head, once that was found. */
    HttpException refused() {
        HttpException why = refused;
        return why == null ? new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400) : why;
    }

    @Override
    public void startRequest(String method, String target, HttpVersion version) {
        var begun = new RequestHead(method, target, version, limits);
        head = begun;
        begun.checkLine();
    }

    @Override
    public void parsedHeader(HttpField field) {
        head().add(field);
    }

    @Override
    public boolean headerComplete() {
        head().checkHost();
        if (!progress.busy()) {
            throw new HttpException.RuntimeException(HttpStatus.REQUEST_TIMEOUT_408);
        }
        return true;
    }

    @Override
    public boolean content(ByteBuffer bytes) {
        piece = bytes;
        return true;
    }

    @Override
    public boolean contentComplete() {
        return false; // trailers may follow
    }

    @Override
    public void parsedTrailer(HttpField field) {
        HttpFields.Mutable fields = trailers;
        if (fields == null) {
            fields = HttpFields.build();
            trailers = fields;
        }
        fields.add(field);
    }

    @Override
    public boolean messageComplete() {
        complete = true;
        return false;
    }

    @Override
    public void earlyEOF() {
        broken = true;
    }

    @Override
    public void badMessage(HttpException failure) {
        refused = failure;
    }

    private ByteBuffer bytes() {
        RetainableByteBuffer known = buffer;
        if (known == null) {
            known = pool.acquire(BUFFER, true);
            buffer = known;
        }
        return known.getByteBuffer();
    }

    private int fill() {
        int filled;
        try {
            filled = endPoint.fill(bytes());
            if (filled == 0 && secured) {
                filled = endPoint.fill(bytes()); // the first may have read no more than what TLS says to itself
            }
        } catch (IOException gone) {
            filled = -1;
        }
        if (filled < 0) {
            parser.atEOF();
        }
        return filled;
    }
}
