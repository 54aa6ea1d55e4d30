package io.pastelli.jetty;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Departures;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * One request on one HTTP/1 connection.
 *
 * <p>
 * <b>Threading:</b> any thread. The stage moves under a lock, everything else happens outside of it; whoever moves it to
 * OVER completes Jetty's callback, so that happens once.
 */
final class JettyExchange implements Exchange, WatchedEndPoint.Watcher {
    private static final int DRAIN = 64 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private enum Stage {
        FRESH, BEGUN, LAST, OVER
    }

    private final Context context;
    private final Http1Connection connection;
    private final WatchedEndPoint endPoint;
    private final RequestHead head;
    private final RequestBody body;
    private final Callback callback;
    private final boolean persistent;
    private final Object lock = new Object();
    private Stage stage = Stage.FRESH; // guarded by lock
    private boolean told; // guarded by lock
    private boolean halfClosed; // guarded by lock
    private volatile boolean close;
    private volatile Departures departures = exit -> {};
    private Framing framing = Framing.NONE; // set by begin; one write at a time
    private boolean chunked;

    JettyExchange(Context context, Http1Connection connection, Request request, Callback callback) {
        this.context = context;
        this.connection = connection;
        this.endPoint = connection.watched();
        this.head = connection.head();
        this.body = new RequestBody(request, connection, context.settings().halfClose());
        this.callback = callback;
        this.persistent = connection.getGenerator().isPersistent(connection.getHttpVersion());
        head.headers();
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
        return connection.getEndPoint().isSecure() ? "https" : "http";
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
    public Executor ioExecutor() {
        return context.executor();
    }

    @Override
    public void attach(Departures who) {
        departures = who;
    }

    @Override
    public void watch() {
        synchronized (lock) {
            if (halfClosed || stage == Stage.LAST || stage == Stage.OVER) {
                return;
            }
        }
        endPoint.watch(this);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return body.read(buffer, offset, length);
        } catch (IOException gone) {
            Ending ending = endPoint.ending();
            ended(ending == Ending.NONE ? Ending.RESET : ending); // told before the reader knows
            throw gone;
        }
    }

    @Override
    public void onReadable(Runnable ready) {
        body.onReadable(ready);
    }

    @Override
    public void begin(ResponseHead response, ByteBuffer first, boolean last, Completion completion) {
        if (!last && context.settings().halfClose() == HalfClose.IS_SERVED) {
            endPoint.look();
            halfClosed(endPoint.ending()); // a FIN that is here came before the response
        }
        if (!move(Stage.FRESH, last ? Stage.LAST : Stage.BEGUN)) {
            completion.failed(new ClosedChannelException());
            return;
        }
        framing = response.framing();
        chunked = framing == Framing.STREAM && !head.http10();
        boolean readOut = !body.withholdContinue() && (!last || body.drain(DRAIN));
        close |= !persistent || !readOut || context.paused() || (framing == Framing.STREAM && !chunked);
        ByteBuffer bytes = ResponseBytes.head(response, chunked,
                close ? "close" : head.http10() ? "keep-alive" : "");
        send(bytes, first, last, completion);
    }

    @Override
    public void write(ByteBuffer bytes, boolean last, Completion completion) {
        if (!move(Stage.BEGUN, last ? Stage.LAST : Stage.BEGUN)) {
            completion.failed(new ClosedChannelException());
            return;
        }
        send(NOTHING, bytes, last, completion);
    }

    @Override
    public void cut() {
        synchronized (lock) {
            told = true; // the core knows
        }
        abort(new IOException("the exchange was cut"));
    }

    @Override
    public void closeAfter() {
        close = true;
    }

    @Override
    public void ended(Ending ending) {
        synchronized (lock) {
            if (stage == Stage.LAST || (halfClosed(ending) && ending == Ending.FIN)) {
                return; // all is on its way; a client that cannot take it fails the write
            }
        }
        depart(switch (ending) {
            case NONE, RESET -> new Exit.ClientReset(OptionalLong.empty());
            case FIN -> new Exit.ClientClosed();
            case SILENT -> new Exit.TimedOut("an acknowledgement");
        });
        abort(new IOException("the client left"));
    }

    /** Tells whether the client has only closed its side, before the response, and is to be served. */
    private boolean halfClosed(Ending ending) {
        synchronized (lock) {
            if (stage == Stage.FRESH && ending == Ending.FIN
                    && context.settings().halfClose() == HalfClose.IS_SERVED) {
                halfClosed = true;
                close = true;
            }
            return halfClosed;
        }
    }

    private boolean move(Stage from, Stage to) {
        synchronized (lock) {
            if (stage != from) {
                return false;
            }
            stage = to;
        }
        if (to == Stage.LAST) {
            endPoint.unwatch();
        }
        return true;
    }

    private void send(ByteBuffer before, ByteBuffer bytes, boolean last, Completion completion) {
        ByteBuffer[] parts = ResponseBytes.body(before, bytes, framing, chunked, last);
        connection.getEndPoint().write(Callback.from(Callback.NOOP.getInvocationType(), () -> {
            if (last) {
                finish();
            }
            completion.done();
        }, cause -> {
            depart(new Exit.ClientReset(OptionalLong.empty()));
            abort(cause);
            completion.failed(cause);
        }), parts);
    }

    private void depart(Exit exit) {
        synchronized (lock) {
            if (told || stage == Stage.OVER) {
                return;
            }
            told = true;
        }
        departures.departed(exit);
    }

    /** The response is complete: on to the next request, or to the end of the connection. */
    private void finish() {
        if (!move(Stage.LAST, Stage.OVER)) {
            return;
        }
        boolean readOut = body.drain(DRAIN);
        body.close();
        if (close || !readOut || context.paused()) {
            connection.getGenerator().setPersistent(false);
            endPoint.linger(() -> over(callback::succeeded));
        } else {
            over(callback::succeeded);
        }
    }

    private void abort(Throwable cause) {
        synchronized (lock) {
            if (stage == Stage.OVER) {
                return;
            }
            stage = Stage.OVER;
        }
        endPoint.unwatch();
        if (framing == Framing.STREAM && !chunked) {
            resetOnClose();
        }
        endPoint.close(cause);
        body.close();
        over(() -> callback.failed(cause));
    }

    private void over(Runnable last) {
        connection.exchange(null);
        last.run();
    }

    /** A FIN would look like the clean end of a response that ends with its connection. */
    private void resetOnClose() {
        try {
            endPoint.getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException closed) {
            // then it is closed already
        }
    }
}
