package io.pastelli.netty;

import io.netty.channel.EventLoop;
import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Departures;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One request. Departures are seen always and for free, so {@link #watch} has nothing to do.
 *
 * <p>
 * <b>Threading:</b> any thread calls; all but reading runs on the event loop, at once when the caller is on it. The
 * package-private state belongs to the event loop.
 */
final class NettyExchange implements Exchange {
    private final Serving serving;
    private final EventLoop loop;
    private final Head.Request head;
    private final Peer peer;
    private final BodyQueue body;
    private volatile boolean waitsForContinue;
    private @Nullable Departures departures; // guarded by this, like gone
    private @Nullable Exit gone;

    /** The framing of the response, once it has begun. */
    @Nullable
    Framing framing;
    /** No departure any more: the response is complete, or the end was told. */
    boolean over;
    boolean bodyComplete;
    /** How many bytes of the body have arrived. */
    long bodyBytes;
    /** How many may arrive, once the response is complete, before the connection is given up. */
    long drainUpTo;
    boolean closeAfter;
    /** Decided when the head goes out. */
    boolean keep;

    NettyExchange(Serving serving, EventLoop loop, Head.Request head, Peer peer) {
        this.serving = serving;
        this.loop = loop;
        this.head = head;
        this.peer = peer;
        this.body = new BodyQueue(() -> onLoop(serving::updateReading));
        this.waitsForContinue = head.expectsContinue() && head.length() != 0;
        if (head.length() == 0) {
            bodyComplete = true;
            body.end();
        }
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
        return "http";
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
        return peer;
    }

    @Override
    public Executor ioExecutor() {
        return loop;
    }

    @Override
    public void attach(Departures told) {
        Exit missed;
        synchronized (this) {
            departures = told;
            missed = gone;
        }
        if (missed != null) {
            told.departed(missed);
        }
    }

    @Override
    public void watch() {
        // the channel always tells
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (waitsForContinue) {
            waitsForContinue = false;
            onLoop(() -> serving.answering().sayContinue(this));
        }
        return body.read(buffer, offset, length);
    }

    @Override
    public void onReadable(Runnable ready) {
        body.onReadable(ready);
    }

    @Override
    public void begin(ResponseHead response, ByteBuffer first, boolean last, Completion completion) {
        onLoop(() -> serving.answering().begin(this, response, first, last, completion), completion);
    }

    @Override
    public void write(ByteBuffer bytes, boolean last, Completion completion) {
        onLoop(() -> serving.answering().write(this, bytes, last, completion), completion);
    }

    @Override
    public void cut() {
        onLoop(() -> serving.answering().cut(this));
    }

    @Override
    public void closeAfter() {
        onLoop(() -> closeAfter = true);
    }

    Head.Request head() {
        return head;
    }

    BodyQueue body() {
        return body;
    }

    /** Tells whether the client still holds its body back, waiting for a word from us. */
    boolean waitsForContinue() {
        return waitsForContinue && bodyBytes == 0 && !bodyComplete;
    }

    /** Tells the core that the client has gone. */
    void departed(Exit exit) {
        Departures told;
        synchronized (this) {
            gone = exit;
            told = departures;
        }
        if (told != null) {
            told.departed(exit);
        }
    }

    private void onLoop(Runnable task, Completion completion) {
        try {
            run(task);
        } catch (RejectedExecutionException e) {
            completion.failed(new IOException("the server has stopped", e));
        }
    }

    private void onLoop(Runnable task) {
        try {
            run(task);
        } catch (RejectedExecutionException e) {
            // the listener is closed, and with it this exchange
        }
    }

    private void run(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
