package io.pastelli.jetty;

import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.http1.TextBytes;
import io.pastelli.tls.TlsSession;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1 connection: its requests one after the other, each handed to the core on the thread that read its head.
 *
 * <p>
 * <b>Threading:</b> one thread at a time reads requests. It leaves when one is not answered at once; who completes that
 * response sees that reading goes on. The exchange may be read by any.
 */
final class Http1Connection extends AbstractConnection.NonBlocking implements Connection.UpgradeTo, Served {
    /** How long an array a connection keeps for its heads. */
    static final int KEPT = 1024;

    private enum Next {
        REQUEST, BYTES, NOTHING
    }

    private final Context context;
    private final WatchedEndPoint endPoint;
    private final RequestReader reader;
    private final Outlet outlet;
    private final Optional<TlsSession> tls;
    private final AtomicBoolean handling = new AtomicBoolean();
    private volatile boolean over;
    private volatile @Nullable Http1Exchange exchange;
    private volatile @Nullable Peer peer;
    private @Nullable TextBytes spare; // of who answers, one exchange after the other

    Http1Connection(Connector connector, EndPoint endPoint, WatchedEndPoint watched, Context context) {
        super(endPoint, connector.getExecutor());
        this.context = context;
        this.endPoint = watched;
        this.tls = TlsFacts.of(endPoint); // the handshake is over
        this.reader = new RequestReader(endPoint, connector.getByteBufferPool(), limits(), watched);
        this.outlet = new Outlet(endPoint, connector.getByteBufferPool());
        watched.served(this);
    }

    /** Returns the end point below any TLS. */
    WatchedEndPoint watched() {
        return endPoint;
    }

    RequestReader reader() {
        return reader;
    }

    Outlet outlet() {
        return outlet;
    }

    /** Returns where a short response is put together; the next one goes to the same place. */
    TextBytes spare() {
        if (spare == null) {
            spare = new TextBytes(KEPT / 4, KEPT);
        }
        return spare.clear();
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
    public void onUpgradeTo(ByteBuffer early) {
        reader.take(early);
    }

    @Override
    public void onOpen() {
        super.onOpen();
        if (reader.isEmpty()) {
            fillInterested();
        } else {
            resume();
        }
    }

    @Override
    public void onFillable() {
        Next next = Next.REQUEST;
        outlet.gather();
        try {
            while (next == Next.REQUEST) {
                next = serve();
            }
        } catch (RuntimeException | Error broken) {
            next = Next.NOTHING;
            reader.release();
            getEndPoint().close(broken);
        } finally {
            outlet.release();
        }
        if (next == Next.BYTES) {
            fillInterested();
        }
    }

    private Next serve() {
        return switch (reader.next()) {
            case SOME -> handOver();
            case NOTHING -> Next.BYTES;
            case END -> {
                getEndPoint().shutdownOutput();
                yield Next.NOTHING;
            }
            case BROKEN -> {
                endPoint.refuse(outlet::write, Refusals.of(reader.refused()));
                yield Next.NOTHING;
            }
        };
    }

    private Next handOver() {
        if (!getEndPoint().isOpen()) { // a pipelined request whose client is gone
            reader.release();
            return Next.NOTHING;
        }
        handling.set(true);
        var next = new Http1Exchange(context, this);
        exchange = next;
        context.receiver().receive(next);
        if (handling.compareAndSet(true, false)) {
            return Next.NOTHING; // whoever completes it goes on
        }
        if (over) {
            reader.release();
            return Next.NOTHING;
        }
        return reader.rests() ? Next.BYTES : Next.REQUEST;
    }

    /** The response is complete: on to the next request. */
    void goOn() {
        if (isFillInterested()) {
            outlet.push(); // somebody waits for a body that was read to its end by somebody else
            getEndPoint().close();
            stop();
            return;
        }
        exchange = null;
        boolean here = !reader.isEmpty();
        endPoint.progress().waiting(here);
        reader.reset();
        if (handling.compareAndSet(true, false)) {
            return;
        }
        if (here) {
            resume();
        } else {
            reader.release();
            fillInterested();
        }
    }

    /** The last exchange is over, and the connection closed. */
    void stop() {
        exchange = null;
        over = true;
        if (!handling.compareAndSet(true, false)) {
            reader.release();
        }
    }

    private void resume() {
        try {
            getExecutor().execute(this::onFillable);
        } catch (RejectedExecutionException stopping) {
            getEndPoint().close(stopping);
            reader.release();
        }
    }

    @Override
    public void late() {
        endPoint.refuse(outlet::write, Refusal.LATE);
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
        outlet.push();
        getEndPoint().close();
    }
}
