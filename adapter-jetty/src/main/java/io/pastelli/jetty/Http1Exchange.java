package io.pastelli.jetty;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Departures;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.FilePart;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import io.pastelli.tls.TlsSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One request on one HTTP/1 connection.
 *
 * <p>
 * <b>Threading:</b> any thread. Whoever ends its {@link Life} completes Jetty's callback, so that happens once.
 */
final class Http1Exchange implements Exchange, WatchedEndPoint.Watcher {
    private static final int DRAIN = 64 * 1024;

    private final Context context;
    private final Http1Connection connection;
    private final WatchedEndPoint endPoint;
    private final RequestHead head;
    private final Http1Body body;
    private final Http1Response response;
    private final Outlet outlet;
    private final Life life = new Life();
    private volatile boolean halfClosed;
    private volatile boolean close;
    private volatile @Nullable Tunnel tunnel;

    Http1Exchange(Context context, Http1Connection connection) {
        this.context = context;
        this.connection = connection;
        this.endPoint = connection.watched();
        this.head = connection.reader().head();
        this.outlet = connection.outlet();
        var interim = new Interim(outlet);
        this.response = new Http1Response(head, interim);
        this.body = new Http1Body(connection.reader(), connection, interim, context.settings().halfClose());
        head.headers(); // made while no other thread sees it
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
    public Optional<TlsSession> tls() {
        return connection.tls();
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
    public void attach(Departures who) {
        life.attach(who);
    }

    @Override
    public void watch() {
        if (!halfClosed && !life.written() && tunnel == null) {
            endPoint.watch(this);
            if (life.written() || tunnel != null) {
                endPoint.unwatch(this); // completed meanwhile: the next exchange has its own watch
            }
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Tunnel open = tunnel;
        try {
            int count = open == null ? body.read(buffer, offset, length) : open.read(buffer, offset, length);
            if (count < 0 && open != null && open.ends().readOut()) {
                hangUp();
            }
            return count;
        } catch (IOException gone) {
            Ending ending = endPoint.ending();
            ended(ending == Ending.NONE ? Ending.RESET : ending); // told before the reader knows
            throw gone;
        }
    }

    @Override
    public void onReadable(Runnable ready) {
        Tunnel open = tunnel;
        if (open == null) {
            body.onReadable(ready);
        } else {
            open.onReadable(ready);
        }
    }

    @Override
    public Headers trailers() {
        return body.trailers();
    }

    @Override
    public boolean putTrailers(Headers fields) {
        return !life.written() && response.putTrailers(fields);
    }

    @Override
    public boolean inform(int status, Headers headers) {
        return life.at(Life.Stage.FRESH) && response.inform(status, headers);
    }

    @Override
    public void begin(ResponseHead answer, ByteBuffer first, boolean last, Completion completion) {
        boolean upgrade = answer.framing() == Framing.UPGRADE;
        if (!last && !upgrade) {
            lookForHalfClose();
        }
        if (!move(Life.Stage.FRESH, last)) {
            completion.failed(new ClosedChannelException());
            return;
        }
        boolean readOut = frame(answer, last);
        if (upgrade) {
            if (!readOut) {
                abort(new IOException("the request body was not read before the upgrade"));
                completion.failed(new ClosedChannelException());
                return;
            }
            tunnel = new Tunnel(connection.getEndPoint(), endPoint, connection.reader().rest());
            endPoint.unwatch(this);
        }
        ByteBuffer[] parts = response.begin(answer, first, last, close, connection);
        var sent = new Sent(last, completion);
        if (last && !close && !upgrade && !connection.reader().isEmpty()) {
            outlet.writeOrHold(sent, parts);
        } else {
            outlet.write(sent, parts);
        }
    }

    /** Settles how the response is framed and whether the connection ends with it; tells whether the request is read. */
    private boolean frame(ResponseHead answer, boolean last) {
        response.frame(answer.framing());
        boolean upgrade = answer.framing() == Framing.UPGRADE;
        boolean readOut = !body.withholdContinue() && ((!last && !upgrade) || body.drain(DRAIN));
        close |= !head.persistent() || !readOut || context.paused() || response.endsWithConnection();
        return readOut;
    }

    @Override
    public boolean transfer(ResponseHead answer, FilePart part, Completion completion) {
        if (connection.tls().isPresent()) {
            return false;
        }
        lookForHalfClose();
        if (move(Life.Stage.FRESH, false)) {
            frame(answer, false);
            watch(); // it may take long
            var file = new FileTail(part, completion);
            outlet.write((told, parts) -> endPoint.write(told, file, parts), taken(part, completion),
                    response.begin(answer, ByteBuffer.allocate(0), false, close, connection));
        } else {
            completion.failed(new ClosedChannelException());
            part.close();
        }
        return true;
    }

    private Callback taken(FilePart part, Completion completion) {
        var sent = new Sent(true, completion);
        return Callback.from(sent.getInvocationType(), () -> {
            part.close(); // whoever is told now may move the file
            move(Life.Stage.BEGUN, true);
            sent.succeeded();
        }, cause -> {
            part.close();
            sent.failed(cause);
        });
    }

    @Override
    public void write(ByteBuffer bytes, boolean last, Completion completion) {
        if (!move(Life.Stage.BEGUN, last)) {
            completion.failed(new ClosedChannelException());
            return;
        }
        outlet.write(new Sent(last, completion), response.rest(bytes, last));
    }

    @Override
    public void cut() {
        life.mute(); // the core knows
        abort(new IOException("the exchange was cut"));
    }

    @Override
    public void closeAfter() {
        close = true;
    }

    @Override
    public void ended(Ending ending) {
        boolean served = halfClosed(ending) && ending == Ending.FIN;
        if (served || (tunnel == null && life.at(Life.Stage.LAST))) {
            return; // all is on its way; a client that cannot take it fails the write
        }
        life.depart(ending.exit());
        abort(new IOException("the client left"));
    }

    /** Tells whether the client has only closed its side, before the response, and is to be served. */
    private boolean halfClosed(Ending ending) {
        if (life.at(Life.Stage.FRESH) && ending == Ending.FIN
                && context.settings().halfClose() == HalfClose.IS_SERVED) {
            halfClosed = true;
            close = true;
        }
        return halfClosed;
    }

    private boolean move(Life.Stage from, boolean last) {
        boolean moved = life.move(from, last ? Life.Stage.LAST : Life.Stage.BEGUN);
        if (moved && last) {
            endPoint.unwatch(this);
        }
        return moved;
    }

    /** A FIN that is here came before the response. */
    private void lookForHalfClose() {
        if (context.settings().halfClose() == HalfClose.IS_SERVED) {
            endPoint.look();
            halfClosed(endPoint.ending());
        }
    }

    /** Told how one write went. */
    private final class Sent implements Callback {
        private final boolean last;
        private final Completion completion;

        Sent(boolean last, Completion completion) {
            this.last = last;
            this.completion = completion;
        }

        @Override
        public void succeeded() {
            if (last) {
                finish();
            }
            completion.done();
        }

        @Override
        public void failed(Throwable cause) {
            IOException ofFile = cause instanceof UncheckedIOException error ? error.getCause() : null;
            life.depart(
                    ofFile == null ? new Exit.ClientReset(OptionalLong.empty()) : new Exit.Failed(ofFile));
            abort(ofFile == null ? cause : ofFile);
            completion.failed(cause);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }

    /** The response is complete: on to the next request, or to the end of the connection. */
    private void finish() {
        Tunnel open = tunnel;
        if (open != null) {
            life.mute();
            connection.getEndPoint().shutdownOutput();
            if (open.ends().writtenOut()) {
                hangUp();
            }
        } else if (life.move(Life.Stage.LAST, Life.Stage.OVER)) {
            boolean readOut = body.drain(DRAIN);
            body.close();
            if (close || !readOut || context.paused()) {
                connection.getEndPoint().shutdownOutput(); // with TLS, a close_notify before the FIN
                endPoint.linger(this::closed);
            } else {
                connection.goOn();
            }
        }
    }

    /** Both directions have ended. */
    private void hangUp() {
        abort(new IOException("the upgraded connection has ended"));
    }

    private void abort(Throwable cause) {
        if (!life.end()) {
            return;
        }
        endPoint.unwatch(this);
        outlet.push(); // the responses before
        if (response.endsWithConnection()) {
            endPoint.resetOnClose(); // a FIN would look like its clean end
        }
        endPoint.close(cause); // with TLS, without a close_notify: a truncation
        connection.getEndPoint().close(cause);
        body.close();
        Tunnel open = tunnel;
        if (open != null) {
            open.close(cause);
        }
        connection.stop();
    }

    private void closed() {
        connection.getEndPoint().close();
        connection.stop();
    }
}
