package io.pastelli.undertow;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.RefusedException;
import io.pastelli.owner.Exit;
import io.pastelli.tls.TlsSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * One accepted HTTP/1.x connection: head, exchange, head, exchange … until it is refused, closed or left.
 *
 * <p>
 * <b>Threading:</b> the I/O thread, but for {@link #open}.
 */
final class Http1Connection implements Tenant {
    private static final long LINGER = Duration.ofSeconds(2).toNanos();
    private static final int DISCARD = 64 * 1024;

    private enum State {
        HEAD, EXCHANGE, REFUSED, LINGER, CLOSED
    }

    private final Loop loop;
    private final StreamConnection stream;
    private final Intake intake;
    private final Outlet outlet;
    private final Flusher flusher;
    private final Peer peer;
    private final Optional<TlsSession> tls;
    private final ChannelListener<ConduitStreamSourceChannel> heads = source -> readHead();
    private volatile State state = State.HEAD;
    private @Nullable Http1Exchange exchange;
    private boolean serving;
    private boolean headTimed = true; // the first head's time counts from the accept
    private long deadline;

    Http1Connection(StreamConnection stream, Loop loop, Optional<TlsSession> tls, byte[] first) {
        this.loop = loop;
        this.stream = stream;
        this.tls = tls;
        this.intake = new Intake(stream.getSourceChannel().getConduit(), loop);
        intake.keep(ByteBuffer.wrap(first));
        this.outlet = new Outlet(stream.getSinkChannel(), loop, this);
        this.flusher = new Flusher(outlet, loop);
        this.peer = new Peer(stream.getPeerAddress(InetSocketAddress.class),
                stream.getLocalAddress(InetSocketAddress.class));
        expectUntil(loop.settings().timeouts().head());
        stream.setCloseListener(closed -> {
            if (open()) {
                loop.later(() -> close(false)); // not within the read that has met the end, which is still to be told
            }
        });
        loop.add(this);
    }

    /** Reads the first head; closes when the connection was accepted while the server stops. */
    void start() {
        if (loop.paused()) {
            close(false);
        } else {
            listen(heads);
            readHead();
        }
    }

    boolean open() {
        return state != State.CLOSED;
    }

    Loop loop() {
        return loop;
    }

    Intake intake() {
        return intake;
    }

    Outlet outlet() {
        return outlet;
    }

    Peer peer() {
        return peer;
    }

    Optional<TlsSession> tls() {
        return tls;
    }

    /** Sets who is told when something has arrived or the client has left. */
    void listen(ChannelListener<ConduitStreamSourceChannel> listener) {
        stream.getSourceChannel().setReadListener(listener);
        intake.resume();
    }

    private void readHead() {
        if (state != State.HEAD) {
            intake.suspend(); // the exchange that runs says when it wants to be told
            return;
        }
        try {
            while (!intake.headIsHere()) {
                int count = intake.fill(Integer.MAX_VALUE);
                if (count <= 0) {
                    headIncomplete(count < 0);
                    return;
                }
            }
            goOn();
        } catch (RefusedException e) {
            refuse(e.refusal());
        } catch (IOException e) {
            close(false); // the client broke off between two requests: nobody waits for the news
        }
    }

    /** Serves the requests that are here, one after the other, as far as each is answered at once. */
    void goOn() {
        if (serving || state != State.HEAD) {
            return; // from within: the loop below goes on
        }
        serving = true;
        try {
            while (state == State.HEAD && intake.headIsHere()) {
                serve();
            }
        } catch (RefusedException e) {
            refuse(e.refusal());
        } finally {
            serving = false;
        }
        flusher.answered(state == State.EXCHANGE);
        if (state == State.HEAD) {
            expectUntil(loop.settings().timeouts().idle());
            headIncomplete(intake.ended());
            if (open()) {
                listen(heads);
            }
        }
    }

    private void serve() {
        state = State.EXCHANGE;
        deadline = Long.MAX_VALUE;
        var started = new Http1Exchange(this, intake.head());
        exchange = started;
        started.start();
    }

    /** The head goes on, or never will. */
    void headIncomplete(boolean ended) {
        if (ended) {
            close(false);
        } else if (!headTimed && intake.headBegun()) {
            headTimed = true;
            expectUntil(loop.settings().timeouts().head());
        }
    }

    /** The exchange is over: the next head may come, or be here; {@link #goOn} must follow. */
    void nextHead() {
        exchange = null;
        headTimed = false;
        intake.nextHead();
        state = State.HEAD;
    }

    /** Answers a request that no plug sees. */
    void refuse(Refusal refusal) {
        state = State.REFUSED;
        intake.suspend();
        expectUntil(loop.settings().timeouts().head());
        outlet.send(new Completion() {
            @Override
            public void done() {
                linger();
            }

            @Override
            public void failed(Throwable cause) {
                // the client has gone
            }
        }, ByteBuffer.wrap(refusal.bytes()));
    }

    /**
     * Closes so that the client can read what was sent: FIN first, then what still comes is dropped until the client
     * closes too, as a socket closed with unread bytes is reset (RFC 9112 section 9.6).
     */
    void linger() {
        if (intake.ended()) {
            close(false);
            return;
        }
        exchange = null;
        state = State.LINGER;
        deadline = System.nanoTime() + LINGER;
        try {
            outlet.end();
        } catch (IOException e) {
            close(false);
            return;
        }
        listen(source -> discard());
    }

    private void discard() {
        try {
            intake.drop();
            if (intake.fill(DISCARD) < 0) {
                close(false);
            }
        } catch (IOException e) {
            close(false);
        }
    }

    /** What is left of a request body is dropped, for a while. */
    void draining() {
        expectUntil(loop.settings().timeouts().head());
    }

    /** A write waits for the client to read: its departure would be missed otherwise. */
    void stalled() {
        Http1Exchange running = exchange;
        if (running != null) {
            running.watch();
        }
    }

    /** Reading or writing failed. */
    void broken(IOException cause) {
        Http1Exchange running = exchange;
        if (running != null) {
            running.broken(cause);
        }
        close(true);
    }

    /**
     * Gives the connection up.
     *
     * @param abort whether the client is to see a reset
     */
    void close(boolean abort) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        loop.remove(this);
        intake.suspend();
        outlet.hurry();
        if (!abort) {
            outlet.sayGoodbye();
        }
        loop.closeElsewhere(stream, abort);
        intake.drop();
        outlet.fail(new IOException("the connection is closed"));
        Http1Exchange running = exchange;
        exchange = null;
        if (running != null) {
            running.closed();
        }
    }

    @Override
    public void pause() {
        if (state == State.HEAD && !intake.headBegun()) {
            close(false);
        }
    }

    @Override
    public void shutDown() {
        Http1Exchange running = exchange;
        if (running != null) {
            running.depart(new Exit.Shutdown());
        }
        close(false);
    }

    @Override
    public boolean overdue(long now) {
        return deadline != Long.MAX_VALUE && now - deadline > 0;
    }

    @Override
    public void timedOut() {
        if (state == State.HEAD && intake.headBegun()) {
            refuse(Refusal.LATE);
        } else if (state == State.EXCHANGE) {
            linger(); // the client sends its body too slowly to be dropped
        } else {
            close(state == State.REFUSED);
        }
    }

    private void expectUntil(Duration timeout) {
        deadline = System.nanoTime() + timeout.toNanos();
    }
}
