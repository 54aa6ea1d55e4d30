package io.pastelli.netty;

import io.netty.channel.EventLoop;
import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Departures;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.FilePart;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Handover;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.RequestHead;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import io.pastelli.tls.TlsSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One request, of any protocol. Departures are seen always and for free, so {@link #watch} has nothing to do.
 *
 * <p>
 * <b>Threading:</b> any thread calls; all but reading is passed on to the event loop, at once when the caller is on it.
 * Over HTTP/2 and after an upgrade, what an owner asks while the loop itself runs it waits for the loop in a
 * {@link Handover}; for a request of HTTP/1 the loop's queue has measured a tenth faster.
 */
final class NettyExchange implements Exchange {
    private final EventLoop loop;
    private final RequestHead head;
    private final Ends ends;
    private final BodyQueue body;
    private final Responder responder;
    private volatile boolean holdsBody;
    private volatile @Nullable Framing framing;
    private volatile Headers trailers = Headers.empty();
    private @Nullable Departures departures; // guarded by this, like gone
    private @Nullable Exit gone;
    private volatile @Nullable Handover handover; // for HTTP/2 and after an upgrade

    NettyExchange(EventLoop loop, RequestHead head, Ends ends, BodyQueue body, Responder responder) {
        this.loop = loop;
        this.head = head;
        this.ends = ends;
        this.body = body;
        this.responder = responder;
        this.handover = flushes() ? null : new Handover();
        this.holdsBody = head.expectsContinue() && head.length() != 0;
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
        return ends.scheme();
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
        return ends.peer();
    }

    @Override
    public Optional<TlsSession> tls() {
        return ends.tls();
    }

    @Override
    public Optional<String> connectProtocol() {
        return head.connectProtocol();
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
        if (holdsBody) {
            holdsBody = false;
            onLoop(responder::sayContinue);
        }
        int count = body.read(buffer, offset, length);
        if (body.madeRoom()) {
            onLoop(responder::bodyHasRoom);
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
        Framing begun = framing;
        boolean chunks = begun == null || begun == Framing.STREAM;
        if (head.http10() || begun == Framing.UPGRADE || !(chunks || head.protocol().equals("HTTP/2"))) {
            return false;
        }
        trailers = fields;
        return true;
    }

    @Override
    public boolean inform(int status, Headers headers) {
        if (head.http10()) {
            return false;
        }
        onLoop(() -> responder.inform(status, headers));
        return true;
    }

    @Override
    public void begin(ResponseHead response, ByteBuffer first, boolean last, Completion completion) {
        if (response.framing() == Framing.UPGRADE && handover == null) {
            handover = new Handover(); // what was asked before is all in the queue, ahead of this
        }
        framing = response.framing();
        if (loop.inEventLoop()) {
            responder.begin(response, first, last, completion); // most answers: without a task
        } else {
            onLoop(() -> responder.begin(response, first, last, completion), last || flushes(), completion);
        }
    }

    @Override
    public void write(ByteBuffer bytes, boolean last, Completion completion) {
        onLoop(() -> responder.write(bytes, last, completion), flushes(), completion);
    }

    @Override
    public boolean transfer(ResponseHead response, FilePart part, Completion completion) {
        if (head.protocol().equals("HTTP/2") || ends.tls().isPresent() || !FileTransfer.takes(part)) {
            return false;
        }
        framing = response.framing();
        try {
            run(() -> responder.transfer(response, part, completion), true);
        } catch (RejectedExecutionException e) {
            completion.failed(new IOException("the server has stopped", e));
            part.close();
        }
        return true;
    }

    @Override
    public void cut() {
        onLoop(responder::cut);
    }

    @Override
    public void closeAfter() {
        onLoop(responder::closeAfter);
    }

    /** Hands this to {@code receiver}; on the event loop. */
    void handTo(Receiver receiver) {
        during(() -> receiver.receive(this)); // over HTTP/2 its answers go out with those to its neighbours
    }

    /** Says that more has come, and over HTTP/2 and after an upgrade does what is asked meanwhile; on the event loop. */
    void during(Runnable arrival) {
        Handover over = handover;
        if (over == null) {
            arrival.run();
        } else {
            over.around(arrival);
        }
    }

    /** Tells whether the client holds its body back, waiting for a word from us. */
    boolean holdsBody() {
        return holdsBody;
    }

    /** Returns the fields to send after the body. */
    Headers trailersToSend() {
        return trailers;
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

    /** Tells whether a flush flushes: over HTTP/2 it waits while the connection is being read, which may join chunks. */
    private boolean flushes() {
        return !head.protocol().equals("HTTP/2");
    }

    private void onLoop(Runnable task, boolean soon, Completion completion) {
        try {
            run(task, soon);
        } catch (RejectedExecutionException e) {
            completion.failed(new IOException("the server has stopped", e));
        }
    }

    private void onLoop(Runnable task) {
        try {
            run(task, true);
        } catch (RejectedExecutionException e) {
            // the listener is closed, and with it this exchange
        }
    }

    private void run(Runnable task, boolean soon) {
        Handover over = handover;
        if (loop.inEventLoop()) {
            task.run();
        } else if (over == null) {
            loop.execute(task);
        } else if (soon) {
            over.ask(task, loop);
        } else {
            over.askLater(task, loop);
        }
    }
}
