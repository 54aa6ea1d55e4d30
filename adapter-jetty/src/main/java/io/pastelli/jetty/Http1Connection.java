package io.pastelli.jetty;

import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.Refusal;
import io.pastelli.tls.TlsSession;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's HTTP/1 connection with our limits, our refusals and our responses: its parser and its life cycle stay, its
 * response generator is never asked.
 *
 * <p>
 * <b>Threading:</b> parsing belongs to one thread at a time, as in Jetty; the exchange may be read by any.
 */
final class Http1Connection extends HttpConnection implements Served {
    private final Context context;
    private final WatchedEndPoint endPoint;
    private volatile @Nullable RequestHead head;
    private volatile @Nullable Http1Exchange exchange;
    private volatile @Nullable Peer peer;
    private final Optional<TlsSession> tls;

    Http1Connection(HttpConfiguration configuration, Connector connector, EndPoint endPoint,
            WatchedEndPoint watched,
            Context context) {
        super(configuration, connector, endPoint);
        this.context = context;
        this.endPoint = watched;
        this.tls = TlsFacts.of(endPoint); // the handshake is over
        watched.served(this);
    }

    /** Returns the end point below any TLS. */
    WatchedEndPoint watched() {
        return endPoint;
    }

    /** Returns the head of the request that is being answered. */
    RequestHead head() {
        RequestHead current = head;
        if (current == null) {
            throw new IllegalStateException("no request was begun");
        }
        return current;
    }

    void exchange(@Nullable Http1Exchange current) {
        exchange = current;
    }

    Peer peer() {
        Peer known = peer;
        if (known == null) {
            known = endPoint.peer();
            peer = known;
        }
        return known;
    }

    Limits limits() {
        return context.settings().limits();
    }

    /** Returns what was agreed for TLS. */
    Optional<TlsSession> tls() {
        return tls;
    }

    @Override
    public void late() {
        endPoint.refuse(getEndPoint(), Refusal.LATE);
    }

    @Override
    public void idle() {
        getEndPoint().close();
    }

    @Override
    public void pause() {
        if (endPoint.progress().idle()) {
            idle();
        }
    }

    @Override
    public void end() {
        Http1Exchange running = exchange;
        if (running != null) {
            running.cut();
        }
        getEndPoint().close();
    }

    @Override
    protected RequestHandler newRequestHandler() {
        return new Requests();
    }

    @Override
    protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
        return new Stream(new RequestHead(method, uri, version, context.settings().limits()));
    }

    private final class Requests extends RequestHandler {
        @Override
        public void startRequest(String method, String uri, HttpVersion version) {
            super.startRequest(method, uri, version);
            head().checkLine();
        }

        @Override
        public void badMessage(HttpException failure) {
            endPoint.refuse(getEndPoint(), Refusals.of(failure));
            super.badMessage(failure); // ends the parsing; its own answer goes nowhere, see Stream
        }
    }

    /** Keeps the head as it was sent, and lets Jetty neither decide about it nor write anything. */
    private final class Stream extends HttpStreamOverHTTP1 {
        private final RequestHead head;

        Stream(RequestHead head) {
            super("GET", "/", head.http10() ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1);
            this.head = head;
            Http1Connection.this.head = head;
        }

        @Override
        public void parsedHeader(HttpField field) {
            String value = field.getValue() == null ? "" : field.getValue();
            head.add(field.getName(), value);
            HttpHeader known = field.getHeader();
            if (known == HttpHeader.EXPECT || known == HttpHeader.UPGRADE) {
                return; // ours to answer
            }
            super.parsedHeader(field);
        }

        @Override
        public Runnable headerComplete() {
            Runnable handle = super.headerComplete();
            if (!endPoint.progress().busy()) {
                throw new HttpException.RuntimeException(HttpStatus.REQUEST_TIMEOUT_408);
            }
            return handle;
        }

        @Override
        public boolean isCommitted() {
            return true;
        }

        @Override
        public void send(MetaData.Request request, MetaData.Response response, boolean last,
                ByteBuffer content,
                Callback callback) {
            callback.succeeded(); // the exchange has written all there is
        }

        @Override
        public Runnable cancelSend(Throwable cause, Callback callback) {
            return () -> callback.failed(cause);
        }

        @Override
        public void succeeded() {
            endPoint.progress().waiting(!isRequestBufferEmpty());
            super.succeeded();
        }
    }
}
