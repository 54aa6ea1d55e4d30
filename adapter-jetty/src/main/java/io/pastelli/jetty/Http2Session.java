package io.pastelli.jetty;

import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.Refusal;
import io.pastelli.owner.Exit;
import io.pastelli.tls.TlsSession;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.Frame;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.PingFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.frames.SettingsFrame;
import org.eclipse.jetty.http2.server.internal.HTTP2ServerSession;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection: makes an exchange of each stream, and tells all of them when the connection is lost. Jetty reads
 * on whatever happens, so that needs no watch; but it lets complete requests finish after a GOAWAY and a FIN, and tells
 * their streams nothing.
 *
 * <p>
 * <b>Threading:</b> frames come from one thread at a time; the rest may be called from any.
 */
final class Http2Session implements HTTP2ServerSession.Listener, HTTP2Session.FrameListener, Served {
    private static final Refusal TARGET = new Refusal(400,
            "the request target is malformed: escape it as RFC 3986 says");

    private final Context context;
    private final EndPoint endPoint;
    private final WatchedEndPoint socket;
    private final Map<Integer, Integer> settings;
    private final Peer peer;
    private final Optional<TlsSession> tls;
    private final Set<Http2Exchange> running = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Session session;

    Http2Session(Context context, EndPoint endPoint, WatchedEndPoint socket, Map<Integer, Integer> settings) {
        this.context = context;
        this.endPoint = endPoint;
        this.socket = socket;
        this.settings = settings;
        this.peer = socket.peer();
        this.tls = TlsFacts.of(endPoint);
        socket.served(this);
        socket.progress().framed(this::begun);
    }

    Peer peer() {
        return peer;
    }

    Limits limits() {
        return context.settings().limits();
    }

    Optional<TlsSession> tls() {
        return tls;
    }

    /** Returns what is known of the client's side of the connection. */
    Ending ending() {
        return socket.ending();
    }

    @Override
    public void onAccept(Session accepted) {
        session = accepted;
        ((HTTP2Session) accepted).addEventListener(this);
    }

    /** Returns when the frame, or the head of several, that came last to Jetty's parser has begun, 0 for none. */
    private long begun() {
        Session open = session;
        return open == null ? 0 : ((HTTP2Session) open).getParser().getBeginNanoTime();
    }

    /** Sees each frame before Jetty does: a reset is told with its code before its stream is closed. */
    @Override
    public void onIncomingFrame(Session same, Frame frame) {
        socket.progress().frame();
        if (frame instanceof ResetFrame reset) {
            running.stream().filter(each -> each.stream() == reset.getStreamId() && each.open()).findFirst()
                    .ifPresent(each -> each.reset(Integer.toUnsignedLong(reset.getError())));
        }
    }

    @Override
    public Map<Integer, Integer> onPreface(Session accepted) {
        return settings;
    }

    @Override
    public void onSettings(Session accepted, SettingsFrame frame) {
        socket.progress().spoken();
    }

    @Override
    public Stream.@Nullable Listener onNewStream(Stream stream, HeadersFrame frame) {
        var head = new Http2Head((MetaData.Request) frame.getMetaData(), frame.isEndStream(),
                limits());
        if (head.malformed()) {
            stream.reset(new ResetFrame(stream.getId(), ErrorCode.PROTOCOL_ERROR.code), Callback.NOOP);
            return null;
        }
        Http2Exchange exchange = begin(stream, head);
        head.refusal().ifPresentOrElse(exchange::refuse, () -> context.receiver().receive(exchange));
        return exchange;
    }

    private Http2Exchange begin(Stream stream, Http2Head head) {
        var exchange = new Http2Exchange(this, (HTTP2Stream) stream, head);
        ((HTTP2Stream) stream).setListener(exchange); // now: the receiver may ask for the body before Jetty sets it
        synchronized (running) {
            running.add(exchange);
            socket.progress().busy();
        }
        return exchange;
    }

    /** Notes that an exchange is over. */
    void over(Http2Exchange exchange) {
        synchronized (running) {
            if (running.remove(exchange) && running.isEmpty()) {
                socket.progress().waiting(false);
            }
        }
    }

    /** A malformed request is a stream error; but for its path, which HTTP/1.1 refuses in words. */
    @Override
    public void onStreamFailure(Stream stream, Throwable failure, Callback callback) {
        socket.progress().frame();
        if (String.valueOf(failure.getMessage()).contains("Invalid URI")) {
            var nothing = new MetaData.Request("GET", HttpURI.from("/"), HttpVersion.HTTP_2,
                    HttpFields.EMPTY);
            begin(stream, new Http2Head(nothing, true, limits())).refuse(TARGET);
            callback.succeeded();
            return;
        }
        stream.reset(new ResetFrame(stream.getId(), ErrorCode.PROTOCOL_ERROR.code), callback); // RFC 9113 section 8.1.1
    }

    @Override
    public void onFailure(Session lost, Throwable failure, Callback callback) {
        running.forEach(exchange -> exchange.lost(failure));
        callback.succeeded();
    }

    @Override
    public boolean onIdleTimeout(Session idle) {
        return false; // the reaper's
    }

    @Override
    public void late() {
        endPoint.close();
    }

    @Override
    public void idle() {
        Session open = session;
        if (open == null || !socket.progress().closing()) {
            endPoint.close();
            return;
        }
        open.close(ErrorCode.NO_ERROR.code, "idle", Callback.from(() -> {
            endPoint.shutdownOutput();
            socket.linger(endPoint::close);
        }, endPoint::close));
    }

    @Override
    public void pause() {
        Session open = session;
        if (open == null || socket.progress().idle()) {
            idle();
        } else {
            ((HTTP2Session) open).goAway(GoAwayFrame.GRACEFUL, Callback.NOOP); // what runs goes on, then the reaper finds it idle
        }
    }

    @Override
    public void ping() {
        Session open = session;
        if (open != null) {
            open.ping(new PingFrame(System.nanoTime(), false), Callback.NOOP);
        }
    }

    @Override
    public void silent() {
        var cause = new IOException("the client answers no ping");
        running.forEach(exchange -> exchange.gone(new Exit.TimedOut("ping"), cause));
        endPoint.close();
    }

    @Override
    public void end() {
        running.forEach(Http2Exchange::cut);
        endPoint.close();
    }
}
