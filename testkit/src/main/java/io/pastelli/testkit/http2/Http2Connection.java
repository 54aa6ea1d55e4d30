package io.pastelli.testkit.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pastelli.testkit.client.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames both ways over a wire. SETTINGS and PINGs are acknowledged, as every client has to.
 *
 * <p>
 * <b>Threading:</b> any thread sends; an own virtual thread reads and calls the listener.
 */
final class Http2Connection {
    /** What a client begins with (RFC 9113 section 3.4). */
    static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);

    /** Is told what comes; each call on the reading thread. */
    interface Listener {
        /** Frames that came with one read. */
        void frames(List<Received> frames);

        /** Nothing more comes: the end was clean, or there is a reason why not. */
        void ended(Optional<IOException> reason);
    }

    private final Wire wire;
    private final ReentrantLock writing = new ReentrantLock();
    private final FrameReader reader = new FrameReader();
    private volatile boolean quiet;

    Http2Connection(Wire wire) {
        this.wire = wire;
    }

    Wire wire() {
        return wire;
    }

    /** Starts to read. */
    void start(Listener listener) {
        Thread.ofVirtual().name("http2-client").start(() -> run(listener));
    }

    /** From now on nothing is acknowledged. */
    void acknowledgeNothing() {
        quiet = true;
    }

    /** Sends the preface and these frames in one piece. */
    void begin(Frame... frames) throws IOException {
        send(PREFACE, frames);
    }

    void send(Frame... frames) throws IOException {
        send(new byte[0], frames);
    }

    private void send(byte[] first, Frame... frames) throws IOException {
        var all = new ByteArrayOutputStream();
        all.writeBytes(first);
        for (Frame frame : frames) {
            all.writeBytes(frame.bytes());
        }
        send(all.toByteArray());
    }

    void send(byte[] bytes) throws IOException {
        writing.lock();
        try {
            wire.write(bytes, 0, bytes.length);
        } finally {
            writing.unlock();
        }
    }

    private void run(Listener listener) {
        try {
            var bytes = new byte[64 * 1024];
            for (int count = 0; count >= 0; count = read(bytes)) {
                List<Received> frames = reader.take(bytes, count);
                if (!frames.isEmpty()) {
                    acknowledge(frames);
                    listener.frames(frames);
                }
            }
            listener.ended(Optional.empty());
        } catch (IOException e) {
            listener.ended(Optional.of(e));
        }
    }

    private int read(byte[] bytes) throws IOException {
        try {
            return wire.read(bytes, 0, bytes.length, Duration.ofSeconds(1));
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    private void acknowledge(List<Received> frames) {
        for (Received each : frames) {
            Frame frame = each.frame();
            boolean asks = frame.type() == Frame.SETTINGS || frame.type() == Frame.PING;
            if (!quiet && asks && !frame.has(Frame.ACK)) {
                try {
                    send(frame.type() == Frame.PING
                            ? new Frame(Frame.PING, Frame.ACK, 0, frame.payload())
                            : Frame.of(Frame.SETTINGS, Frame.ACK, 0));
                } catch (IOException e) {
                    return; // the reader finds the end itself
                }
            }
        }
    }
}
