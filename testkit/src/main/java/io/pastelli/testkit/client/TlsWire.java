package io.pastelli.testkit.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * TLS by an engine over a plain socket, so that every way to leave can be told apart: the JDK's own socket reads an end
 * without close_notify as a clean one, and its close waits for a blocked writer.
 *
 * <p>
 * <b>Threading:</b> one reader and one writer; {@code writing} guards the engine's wrap and what follows it on the
 * socket. The buffers belong to the reader.
 */
final class TlsWire implements Wire {
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final Socket raw;
    private final SSLEngine engine;
    private final ReentrantLock writing = new ReentrantLock();
    /** Records that came, ready to be read. */
    private final ByteBuffer received = ByteBuffer.allocate(64 * 1024).limit(0);
    /** What they said, ready to be read. */
    private final ByteBuffer plain = ByteBuffer.allocate(64 * 1024).limit(0);

    private TlsWire(Socket raw, SSLEngine engine) {
        this.raw = raw;
        this.engine = engine;
    }

    static TlsWire connect(int port, int receiveBuffer, TlsClient client) throws IOException {
        var wire = new TlsWire(TcpWire.socket(port, receiveBuffer), client.engine(port));
        try {
            wire.handshake();
            return wire;
        } catch (IOException e) {
            wire.raw.close();
            throw e;
        }
    }

    private void handshake() throws IOException {
        long end = System.nanoTime() + HANDSHAKE.toNanos();
        engine.beginHandshake();
        while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
                default -> {
                    if (!unwrap()) {
                        receive(end);
                    }
                }
            }
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        var source = ByteBuffer.wrap(bytes, offset, length);
        while (source.hasRemaining()) {
            wrap(source);
        }
    }

    @Override
    public void writeRaw(byte... bytes) throws IOException {
        writing.lock();
        try {
            raw.getOutputStream().write(bytes);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public int read(byte[] into, int offset, int length, Duration most) throws IOException {
        long end = System.nanoTime() + most.toNanos();
        while (!plain.hasRemaining()) {
            plain.clear().limit(0);
            while (unwrap()) {
                // all that is there belongs to one read, as it does without TLS
            }
            if (!plain.hasRemaining()) {
                if (engine.isInboundDone()) {
                    return -1;
                }
                receive(end);
            }
        }
        int count = Math.min(length, plain.remaining());
        plain.get(into, offset, count);
        return count;
    }

    /** Undoes one record; {@code false} when there is none, or no room for it. */
    private boolean unwrap() throws IOException {
        if (!received.hasRemaining() || engine.isInboundDone()
                || plain.capacity() - plain.limit() < engine.getSession().getApplicationBufferSize()) {
            return false;
        }
        int from = plain.position();
        int to = plain.limit();
        plain.limit(plain.capacity()).position(to);
        var result = engine.unwrap(received, plain);
        plain.limit(plain.position()).position(from);
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            engine.getDelegatedTask().run();
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            wrap(ByteBuffer.allocate(0)); // the answer to a key update or to close_notify
        }
        return result.getStatus() != Status.BUFFER_UNDERFLOW
                && (result.bytesConsumed() > 0 || result.bytesProduced() > 0);
    }

    private void receive(long end) throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("nothing more came");
        }
        raw.setSoTimeout((int) left);
        received.compact();
        try {
            int count = raw.getInputStream().read(received.array(), received.position(),
                    received.remaining());
            if (count < 0) {
                throw new EOFException("the connection ended without close_notify");
            }
            received.position(received.position() + count);
        } finally {
            received.flip();
        }
    }

    private void wrap(ByteBuffer source) throws IOException {
        writing.lock();
        try {
            var record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            if (engine.wrap(source, record).getStatus() == Status.CLOSED && source.hasRemaining()) {
                throw new SSLException("nothing can be sent after close_notify");
            }
            raw.getOutputStream().write(record.array(), 0, record.position());
        } finally {
            writing.unlock();
        }
    }

    @Override
    public int localPort() {
        return raw.getLocalPort();
    }

    @Override
    public void fin() throws IOException {
        try {
            if (!raw.isClosed()) {
                halfClose();
            }
        } catch (IOException e) {
            // broken off already: there is nobody to take leave of
        }
        truncate();
    }

    /** Sends close_notify. The TCP connection stays open, and over TLS 1.3 the server may go on writing. */
    @Override
    public void halfClose() throws IOException {
        try {
            if (writing.tryLock(1, TimeUnit.SECONDS)) { // a blocked writer may hold it: then no goodbye
                try {
                    engine.closeOutbound();
                    wrap(ByteBuffer.allocate(0));
                } finally {
                    writing.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes, after taking what nobody reads, such as session tickets: a close with unread bytes would be an RST. */
    @Override
    public void truncate() throws IOException {
        try (raw) {
            if (!raw.isClosed()) {
                raw.shutdownOutput();
                raw.getInputStream().skipNBytes(Math.min(raw.getInputStream().available(), 64 * 1024));
            }
        } catch (IOException e) {
            // broken off already
        }
    }

    @Override
    public void reset() throws IOException {
        raw.setSoLinger(true, 0);
        raw.close();
    }

    @Override
    public Optional<SSLSession> tls() {
        return Optional.of(engine.getSession());
    }

    @Override
    public String applicationProtocol() {
        return Optional.ofNullable(engine.getApplicationProtocol()).orElse("");
    }
}
