package io.pastelli.testkit.client;

import java.io.IOException;
import java.time.Duration;

/**
 * One connection to a server, as far as a client needs it: bytes both ways and every way to leave.
 *
 * <p>
 * <b>Threading:</b> one reader and one writer; the ways to leave from any thread.
 */
public interface Wire {
    /** Writes and flushes; blocks while the peer takes nothing. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /**
     * Reads what is there, at least a byte.
     *
     * @return the number of bytes, −1 at the clean end
     * @throws java.net.SocketTimeoutException when nothing came for {@code most}
     * @throws IOException when the connection was broken off
     */
    int read(byte[] into, int offset, int length, Duration most) throws IOException;

    /** Returns the local port. */
    int localPort();

    /** Leaves in order: FIN (close_notify over TLS) and no further read. */
    void fin() throws IOException;

    /** Says that nothing more will be sent, and goes on reading. */
    void halfClose() throws IOException;

    /** Breaks off: RST. */
    void reset() throws IOException;

    /** Returns a plain TCP connection to a port on 127.0.0.1. */
    static Wire tcp(int port) throws IOException {
        return TcpWire.connect(port, 0);
    }

    /** Returns a plain TCP connection whose receive buffer is small: {@code receiveBuffer} bytes. */
    static Wire tcp(int port, int receiveBuffer) throws IOException {
        return TcpWire.connect(port, receiveBuffer);
    }
}
