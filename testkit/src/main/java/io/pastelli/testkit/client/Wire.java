package io.pastelli.testkit.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSession;

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
     * @throws IOException when the connection was broken off; over TLS also when it ended without close_notify
     */
    int read(byte[] into, int offset, int length, Duration most) throws IOException;

    /** Returns the local port. */
    int localPort();

    /** Leaves in order: FIN (close_notify before it over TLS) and no further read. */
    void fin() throws IOException;

    /** Says that nothing more will be sent, FIN or close_notify, and goes on reading. */
    void halfClose() throws IOException;

    /** Breaks off: RST. */
    void reset() throws IOException;

    /** Leaves with a bare FIN, over TLS without the close_notify that RFC 8446 section 6.1 demands. */
    default void truncate() throws IOException {
        fin();
    }

    /** Writes bytes as they are, over TLS past the encryption: garbage. */
    default void writeRaw(byte... bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    /** Returns what was agreed for TLS, empty without it. */
    default Optional<SSLSession> tls() {
        return Optional.empty();
    }

    /** Returns the protocol that ALPN has chosen (RFC 7301), empty without one. */
    default String applicationProtocol() {
        return "";
    }

    /** Returns a plain TCP connection to a port on 127.0.0.1. */
    static Wire tcp(int port) throws IOException {
        return TcpWire.connect(port, 0);
    }

    /** Returns a plain TCP connection whose receive buffer is small: {@code receiveBuffer} bytes. */
    static Wire tcp(int port, int receiveBuffer) throws IOException {
        return TcpWire.connect(port, receiveBuffer);
    }

    /** Returns a TLS connection to a port on 127.0.0.1, its handshake done. */
    static Wire tls(int port, TlsClient client) throws IOException {
        return TlsWire.connect(port, 0, client);
    }

    /** Returns a TLS connection whose receive buffer is small: {@code receiveBuffer} bytes. */
    static Wire tls(int port, int receiveBuffer, TlsClient client) throws IOException {
        return TlsWire.connect(port, receiveBuffer, client);
    }
}
