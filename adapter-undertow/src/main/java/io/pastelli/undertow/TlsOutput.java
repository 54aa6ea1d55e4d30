package io.pastelli.undertow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Encrypts what goes out, some records at a time. What the socket has not taken of them is kept, and nothing more is
 * encrypted before that is gone: {@link #flush} says whether it is.
 *
 * <p>
 * <b>Threading:</b> the connection's I/O thread only.
 */
final class TlsOutput extends AbstractStreamSinkConduit<StreamSinkConduit> {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final Loop loop;
    private @Nullable ByteBuffer unsent;

    TlsOutput(SSLEngine engine, StreamSinkConduit next, Loop loop) {
        super(next);
        this.engine = engine;
        this.loop = loop;
    }

    @Override
    public int write(ByteBuffer src) throws IOException {
        if (!flush()) {
            return 0;
        }
        int before = src.remaining();
        ByteBuffer net = loop.tls().out();
        while (src.hasRemaining() && TlsBuffers.fits(net)) {
            wrap(src, net);
        }
        send(net);
        return before - src.remaining();
    }

    @Override
    public boolean flush() throws IOException {
        ByteBuffer left = unsent;
        if (left != null) {
            while (left.hasRemaining()) {
                if (next.write(left) == 0) {
                    return false;
                }
            }
            unsent = null;
        }
        return true;
    }

    /** Writes what the handshake has to say now; an alert as well. */
    void wrapHandshake() throws IOException {
        ByteBuffer net = loop.tls().out();
        SSLEngineResult result;
        do {
            result = wrap(NOTHING, net);
        } while (result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP
                && TlsBuffers.fits(net)
                && result.bytesProduced() > 0);
        send(net);
    }

    /** Says close_notify where the socket takes it at once; who does not read misses nothing. */
    void closeNotify() {
        if (engine.isOutboundDone()) {
            return;
        }
        engine.closeOutbound();
        try {
            ByteBuffer net = loop.tls().out();
            engine.wrap(NOTHING, net);
            if (flush()) {
                next.write(net.flip());
            }
        } catch (IOException e) {
            // the client has gone, or there is no session yet
        }
    }

    @Override
    public void terminateWrites() throws IOException {
        closeNotify();
        next.terminateWrites();
    }

    private SSLEngineResult wrap(ByteBuffer src, ByteBuffer net) throws IOException {
        SSLEngineResult result = engine.wrap(src, net);
        return switch (result.getStatus()) {
            case OK -> result;
            case CLOSED -> {
                if (result.bytesProduced() == 0) {
                    throw new ClosedChannelException();
                }
                yield result;
            }
            case BUFFER_OVERFLOW, BUFFER_UNDERFLOW ->
                throw new SSLException("no record fits into its buffer");
        };
    }

    private void send(ByteBuffer net) throws IOException {
        net.flip();
        while (net.hasRemaining()) {
            if (next.write(net) == 0) {
                unsent = ByteBuffer.allocate(net.remaining()).put(net).flip();
                return;
            }
        }
    }
}
