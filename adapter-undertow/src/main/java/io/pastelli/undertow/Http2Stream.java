package io.pastelli.undertow;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Departures;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.RequestHead;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import io.pastelli.tls.TlsSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One HTTP/2 request and its response: what comes in is its {@link Http2Upload}'s, what goes out its
 * {@link Http2Sender}'s.
 *
 * <p>
 * <b>Threading:</b> the methods of {@link Exchange} are called from any thread and hand over to the I/O thread, which
 * owns all other state.
 */
final class Http2Stream implements Exchange {
    private final int id;
    private final Http2Connection connection;
    private final Loop loop;
    private final RequestHead head;
    private final Http2Upload upload;
    private final Http2Sender sender;
    private volatile Departures departures = exit -> {};
    private volatile Headers trailersOut = Headers.empty();
    private volatile boolean asked;
    // the I/O thread's
    private boolean begun;
    private boolean upgraded;
    private boolean localEnded;
    private boolean complete;
    private boolean closed;
    private boolean gone;

    Http2Stream(int id, Http2Connection connection, RequestHead head, int sendWindow) {
        this.id = id;
        this.connection = connection;
        this.loop = connection.loop();
        this.head = head;
        this.upload = new Http2Upload(this, connection, head.length());
        this.sender = new Http2Sender(this, connection, sendWindow);
    }

    int id() {
        return id;
    }

    Http2Upload upload() {
        return upload;
    }

    Http2Sender sender() {
        return sender;
    }

    @Override
    public String method() {
        return head.method();
    }

    @Override
    public String target() {
        return head.target();
    }

    @Override
    public String protocol() {
        return head.protocol();
    }

    @Override
    public String scheme() {
        return connection.tls().isPresent() ? "https" : "http";
    }

    @Override
    public Headers headers() {
        return head.headers();
    }

    @Override
    public long contentLength() {
        return head.length();
    }

    @Override
    public Peer peer() {
        return connection.peer();
    }

    @Override
    public Optional<TlsSession> tls() {
        return connection.tls();
    }

    @Override
    public Optional<String> connectProtocol() {
        return head.connectProtocol();
    }

    @Override
    public void attach(Departures told) {
        departures = told;
    }

    @Override
    public void watch() {
        // the connection is read all the time
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        RequestBody.Found found = upload.body().read(buffer, offset, length);
        upload.consumed(found.count());
        askToGoOn(found.wantsMore());
        return found.count();
    }

    @Override
    public void onReadable(Runnable ready) {
        boolean waits = upload.body().awaits(ready);
        askToGoOn(waits);
        if (!waits) {
            ready.run();
        }
    }

    private void askToGoOn(boolean wanted) {
        if (wanted && !asked && head.expectsContinue()) {
            asked = true;
            loop.execute(() -> {
                if (!upload.begun()) {
                    interim(100, Headers.empty());
                }
            });
        }
    }

    @Override
    public Headers trailers() {
        return upload.trailers();
    }

    @Override
    public boolean putTrailers(Headers trailers) {
        trailersOut = trailers;
        return true;
    }

    Headers trailersOut() {
        return trailersOut;
    }

    @Override
    public boolean inform(int status, Headers headers) {
        loop.execute(() -> interim(status, headers));
        return true;
    }

    private void interim(int status, Headers headers) {
        if (!begun && !closed && !connection.output().crowded()) {
            connection.head(id, status, headers, false, Untold.INSTANCE);
            connection.output().flush();
        }
    }

    @Override
    public void begin(ResponseHead response, ByteBuffer first, boolean last, Completion completion) {
        loop.execute(() -> {
            if (closed || begun) {
                completion.failed(closedNow());
                return;
            }
            begun = true;
            upgraded = response.framing() == Framing.UPGRADE;
            boolean empty = response.framing() == Framing.NONE || !first.hasRemaining();
            boolean only = last && empty && trailersOut.size() == 0;
            boolean withHead = only || (empty && !last);
            if (only) {
                sender.endWithHead();
            }
            connection.head(id, response.status(), response.headers(), only,
                    !withHead ? Untold.INSTANCE : only ? completing(completion) : completion);
            if (withHead) {
                connection.output().flush();
            } else {
                sender.write(empty ? ByteBuffer.allocate(0) : first, last, completion);
            }
        });
    }

    @Override
    public void write(ByteBuffer bytes, boolean last, Completion completion) {
        loop.execute(() -> {
            if (closed || !begun || sender.ending()) {
                completion.failed(closedNow());
            } else {
                sender.write(bytes, last, completion);
            }
        });
    }

    @Override
    public void cut() {
        loop.execute(() -> reset(Http2Codes.INTERNAL_ERROR));
    }

    @Override
    public void closeAfter() {
        // a response has an end of its own here: the connection serves the others
    }

    /** Returns the completion of the last write, which ends our direction before it is told. */
    Completion completing(Completion told) {
        return new Completion() {
            @Override
            public void done() {
                ended();
                told.done();
            }

            @Override
            public void failed(Throwable cause) {
                told.failed(cause);
            }
        };
    }

    private void ended() {
        localEnded = true;
        complete = !upgraded || upload.ended();
        if (!closed && !upgraded && !upload.ended() && !upload.drains()) {
            reset(Http2Codes.NO_ERROR); // the client need not go on (RFC 9113 section 8.1)
        }
        closeIfBothEnded();
    }

    /** Forgets the stream once neither side has more to say. */
    void closeIfBothEnded() {
        if (localEnded && upload.ended() && !closed) {
            complete = true;
            closed = true;
            connection.streams().remove(this);
        }
    }

    /** Gives the stream up. */
    void reset(int code) {
        if (!closed && (!complete || code == Http2Codes.NO_ERROR)) {
            connection.streams().reset(id, code);
            end(closedNow());
        }
    }

    /** The client, or the connection, has gone: nothing more is sent, and {@link #end} must follow. */
    void gone(Exit exit) {
        closed = true;
        depart(exit);
    }

    /** Fails whatever waits. */
    void end(IOException cause) {
        closed = true;
        connection.streams().remove(this);
        sender.fail(cause);
        upload.broken(cause);
    }

    /** Tells, once, that the client has gone. */
    void depart(Exit exit) {
        if (!gone && !complete) {
            gone = true;
            departures.departed(exit);
        }
    }

    private static IOException closedNow() {
        return new IOException("the stream is closed");
    }
}
