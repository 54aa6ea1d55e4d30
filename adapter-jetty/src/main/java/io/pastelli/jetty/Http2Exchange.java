package io.pastelli.jetty;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Departures;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpDate;
import io.pastelli.owner.Exit;
import io.pastelli.tls.TlsSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * One request on one HTTP/2 stream.
 *
 * <p>
 * <b>Threading:</b> any thread; frames of the client come in on the I/O thread.
 */
final class Http2Exchange implements Exchange, Stream.Listener {
    private static final int MOST_INTERIM = 16;
    private static final Completion UNHEARD = new Completion() {
        @Override
        public void done() {}

        @Override
        public void failed(Throwable cause) {}
    };

    private final Http2Session session;
    private final HTTP2Stream stream;
    private final Http2Head head;
    private final Http2Frames frames;
    private final Http2Body body;
    private final Outbox outbox = new Outbox();
    private final Life life = new Life();
    private final Ends ends = new Ends();
    private volatile boolean upgraded;

    Http2Exchange(Http2Session session, HTTP2Stream stream, Http2Head head) {
        this.session = session;
        this.stream = stream;
        this.head = head;
        this.frames = new Http2Frames(stream);
        this.body = new Http2Body(stream, head,
                () -> outbox.add(frames.interim(100, Headers.empty()), UNHEARD));
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
        return "HTTP/2";
    }

    @Override
    public String scheme() {
        return tls().isPresent() ? "https" : "http";
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
        return session.peer();
    }

    @Override
    public Optional<TlsSession> tls() {
        return session.tls();
    }

    @Override
    public Optional<String> connectProtocol() {
        return head.protocol();
    }

    @Override
    public void attach(Departures who) {
        life.attach(who);
    }

    @Override
    public void watch() {
        // nothing to do: frames are always read
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = body.read(buffer, offset, length);
        if (count < 0 && upgraded && ends.readOut()) {
            over();
        }
        return count;
    }

    @Override
    public void onReadable(Runnable ready) {
        body.onReadable(ready);
    }

    @Override
    public Headers trailers() {
        return body.trailers();
    }

    @Override
    public boolean putTrailers(Headers fields) {
        if (life.written() || upgraded) {
            return false;
        }
        frames.trailers(fields);
        return true;
    }

    @Override
    public boolean inform(int status, Headers headers) {
        if (!life.at(Life.Stage.FRESH) || outbox.size() >= MOST_INTERIM) {
            return false;
        }
        outbox.add(frames.interim(status, headers), UNHEARD);
        return true;
    }

    @Override
    public void begin(ResponseHead response, ByteBuffer first, boolean last, Completion completion) {
        upgraded = response.framing() == Framing.UPGRADE;
        body.withholdContinue();
        send(Life.Stage.FRESH, frames.begin(response, first, last), last, completion);
    }

    @Override
    public void write(ByteBuffer bytes, boolean last, Completion completion) {
        send(Life.Stage.BEGUN, frames.rest(bytes, last), last, completion);
    }

    @Override
    public void cut() {
        life.mute(); // the core knows
        abort(new IOException("the exchange was cut"), ErrorCode.CANCEL_STREAM_ERROR);
    }

    @Override
    public void closeAfter() {
        // the connection serves other streams, too; a client that is still sending is asked to stop in the end
    }

    /** Answers a head that no plug sees. */
    void refuse(Refusal refusal) {
        byte[] text = Refusal.body(refusal.status(), refusal.sentence()).getBytes(StandardCharsets.UTF_8);
        Headers headers = Headers.of("date", HttpDate.format(Instant.now()), "content-type",
                "text/plain; charset=utf-8", "content-length", "" + text.length);
        begin(new ResponseHead(refusal.status(), headers, Framing.LENGTH), ByteBuffer.wrap(text), true,
                UNHEARD);
    }

    /** The connection is lost. A last write that is on its way says itself whether it went out. */
    void lost(Throwable cause) {
        if (!life.at(Life.Stage.LAST) || upgraded) {
            gone(session.ending().exit(), cause);
        }
    }

    /** The client has reset the stream. */
    void reset(long code) {
        gone(new Exit.ClientReset(OptionalLong.of(code)),
                new IOException("the client reset the stream: " + code));
    }

    /** Tells whether the response is not all on its way. */
    boolean open() {
        return !life.written();
    }

    int stream() {
        return stream.getId();
    }

    /** The stream is lost. */
    void gone(Exit exit, Throwable cause) {
        if (life.end(exit)) {
            release(cause);
        }
    }

    @Override
    public void onDataAvailable(Stream same, boolean immediate) {
        body.arrived();
    }

    @Override
    public void onHeaders(Stream same, HeadersFrame frame, Callback callback) {
        if (!frame.isEndStream()) { // RFC 9113 section 8.1
            gone(new Exit.ClientReset(OptionalLong.empty()), new IOException("these are no trailers"));
            stream.reset(new ResetFrame(stream.getId(), ErrorCode.PROTOCOL_ERROR.code), callback);
            return;
        }
        body.trailers(Fields.received(frame.getMetaData().getHttpFields()), session.limits());
        callback.succeeded();
    }

    @Override
    public void onReset(Stream same, ResetFrame frame, Callback callback) {
        reset(Integer.toUnsignedLong(frame.getError()));
        callback.succeeded();
    }

    @Override
    public void onFailure(Stream same, int error, String reason, Throwable failure, Callback callback) {
        lost(failure);
        callback.succeeded();
    }

    @Override
    public void onClosed(Stream same) {
        if (!life.written()) { // Jetty has reset it: the client broke a rule
            gone(new Exit.ClientReset(OptionalLong.empty()),
                    new IOException("the stream broke a rule of HTTP/2"));
        }
    }

    @Override
    public void onIdleTimeout(Stream same, TimeoutException timeout, Promise<Boolean> promise) {
        promise.succeeded(false);
    }

    private void send(Life.Stage from, Outbox.Frames bytes, boolean last, Completion completion) {
        if (!life.move(from, last ? Life.Stage.LAST : Life.Stage.BEGUN)) {
            completion.failed(new ClosedChannelException());
            return;
        }
        outbox.add(bytes, new Completion() {
            @Override
            public void done() {
                if (last) {
                    finish();
                }
                completion.done();
            }

            @Override
            public void failed(Throwable cause) {
                gone(session.ending().exit(), cause);
                completion.failed(cause);
            }
        });
    }

    /** All is written. What the client still sends is not wanted any more (RFC 9113 section 8.1). */
    private void finish() {
        if (!upgraded) {
            boolean readOut = body.drain();
            if (life.end()) {
                if (!readOut) {
                    reset(ErrorCode.NO_ERROR);
                }
                body.close();
                session.over(this);
            }
        } else {
            life.mute();
            if (ends.writtenOut()) {
                over();
            }
        }
    }

    /** Both directions of an upgraded stream have ended. */
    private void over() {
        if (life.end()) {
            body.close();
            session.over(this);
        }
    }

    private void abort(Throwable cause, ErrorCode code) {
        if (life.end()) {
            reset(code);
            release(cause);
        }
    }

    private void release(Throwable cause) {
        outbox.fail(cause);
        body.close();
        session.over(this);
    }

    private void reset(ErrorCode code) {
        stream.reset(new Calm.OwnReset(stream.getId(), code.code), Callback.NOOP);
    }
}
