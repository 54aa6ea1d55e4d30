package io.pastelli.undertow;

import io.pastelli.adapter.Refusal;
import io.pastelli.tls.TlsSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.xnio.StreamConnection;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Agrees on TLS with a client that has just connected; what comes after it is somebody else's. Key operations run on
 * virtual threads, for they take a millisecond.
 *
 * <p>
 * <b>Threading:</b> the connection's I/O thread only.
 */
final class TlsHandshake implements Tenant {
    private static final System.Logger LOG = System.getLogger(TlsHandshake.class.getName());
    private static final Refusal PLAIN = new Refusal(400, "this port speaks https: use https:// in the URL");
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final long LINGER = Duration.ofSeconds(2).toNanos();

    private final StreamConnection stream;
    private final Loop loop;
    private final SSLEngine engine;
    private final BiConsumer<TlsSession, String> agreed;
    private final StreamSourceConduit socketIn;
    private final StreamSinkConduit socketOut;
    private final TlsInput input;
    private final TlsOutput output;
    private long deadline;
    private boolean begun;
    private boolean busy;
    private boolean over;

    /** Begins; {@code agreed} is told the session and the protocol chosen by ALPN, {@code ""} for none. */
    TlsHandshake(StreamConnection stream, Loop loop, SSLEngine engine,
            BiConsumer<TlsSession, String> agreed) {
        this.stream = stream;
        this.loop = loop;
        this.engine = engine;
        this.agreed = agreed;
        this.socketIn = stream.getSourceChannel().getConduit();
        this.socketOut = stream.getSinkChannel().getConduit();
        this.input = new TlsInput(engine, stream.getSourceChannel(), loop);
        this.output = new TlsOutput(engine, socketOut, loop);
        this.deadline = System.nanoTime() + loop.settings().timeouts().head().toNanos();
        loop.add(this);
    }

    void start() {
        stream.setCloseListener(closed -> loop.later(this::close));
        stream.getSourceChannel().setReadListener(source -> step());
        stream.getSinkChannel().setWriteListener(sink -> step());
        socketIn.resumeReads();
        step();
    }

    private void step() {
        if (over || busy) {
            return;
        }
        try {
            if (begun || peek()) {
                advance();
            }
        } catch (IOException | RuntimeException e) {
            refuse(e);
        }
    }

    /** Looks at the first bytes: who sends plain HTTP to this port gets an answer a person can read. */
    private boolean peek() throws IOException {
        ByteBuffer first = loop.scratch();
        int count = socketIn.read(first);
        if (count <= 0) {
            if (count < 0) {
                close();
            }
            return false;
        }
        begun = true;
        first.flip();
        if (first.get(0) >= 'A' && first.get(0) <= 'Z') {
            socketOut.write(ByteBuffer.wrap(PLAIN.bytes()));
            linger();
            return false;
        }
        engine.beginHandshake();
        input.keep(first);
        return true;
    }

    private void advance() throws IOException {
        while (!over && output.flush()) {
            switch (engine.getHandshakeStatus()) {
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (input.read(NOTHING) < 0) {
                        close();
                        return;
                    }
                    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP && !input.pending()) {
                        socketOut.suspendWrites();
                        socketIn.resumeReads();
                        return;
                    }
                }
                case NEED_WRAP -> output.wrapHandshake();
                case NEED_TASK -> {
                    runTasks();
                    return;
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    finish();
                    return;
                }
            }
        }
        if (!over) {
            socketOut.resumeWrites();
        }
    }

    private void runTasks() {
        busy = true;
        socketIn.suspendReads();
        socketOut.suspendWrites();
        Thread.startVirtualThread(() -> {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            loop.execute(() -> {
                busy = false;
                step();
            });
        });
    }

    private void finish() {
        over = true;
        loop.remove(this);
        input.established();
        socketIn.suspendReads();
        socketOut.suspendWrites();
        stream.getSourceChannel().setConduit(input);
        stream.getSinkChannel().setConduit(output);
        stream.getSinkChannel().setWriteListener(null);
        agreed.accept(TlsSessions.of(engine), String.valueOf(engine.getApplicationProtocol()));
    }

    /** Tells the client by an alert what was wrong. */
    private void refuse(Exception cause) {
        LOG.log(System.Logger.Level.DEBUG, "no TLS handshake", cause);
        try {
            output.wrapHandshake();
        } catch (IOException | RuntimeException e) {
            // the client has gone, or there is nothing to say
        }
        linger();
    }

    /** Closes so that the client can read what was sent. */
    private void linger() {
        if (over) {
            return;
        }
        busy = false;
        begun = true;
        deadline = System.nanoTime() + LINGER;
        stream.getSourceChannel().setReadListener(source -> discard());
        stream.getSinkChannel().setWriteListener(null);
        try {
            socketOut.terminateWrites();
            socketIn.resumeReads();
        } catch (IOException e) {
            close();
        }
    }

    private void discard() {
        try {
            if (socketIn.read(loop.scratch()) < 0) {
                close();
            }
        } catch (IOException e) {
            close();
        }
    }

    private void close() {
        if (!over) {
            over = true;
            loop.remove(this);
            socketIn.suspendReads();
            loop.closeElsewhere(stream, false);
        }
    }

    @Override
    public boolean overdue(long now) {
        return now - deadline > 0;
    }

    @Override
    public void timedOut() {
        close();
    }

    @Override
    public void pause() {
        // it has a request to come, or its deadline
    }

    @Override
    public void shutDown() {
        close();
    }
}
