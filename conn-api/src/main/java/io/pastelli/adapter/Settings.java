package io.pastelli.adapter;

import io.pastelli.tls.Tls;
import java.util.Optional;

/**
 * All that an adapter is started with.
 *
 * @param host the address to listen on; default {@code 0.0.0.0}
 * @param port the port, 0 for a free one
 * @param limits what a client can make the server keep
 * @param timeouts how long the server waits
 * @param halfClose what a client's FIN means
 * @param keepAlive the TCP keep-alive of accepted connections
 * @param sendBuffer SO_SNDBUF of accepted connections in bytes, 0 for the system's own choice (the default)
 * @param tls certificates and keys for a port that speaks TLS only; empty, the default, for plain text
 * @param http2 how HTTP/2 is spoken
 */
public record Settings(String host, int port, Limits limits, Timeouts timeouts, HalfClose halfClose,
        KeepAlive keepAlive, int sendBuffer, Optional<Tls> tls, Http2 http2) {
    /** The defaults, on port 4000. */
    public static final Settings DEFAULT = new Settings("0.0.0.0", 4000, Limits.DEFAULT, Timeouts.DEFAULT,
            HalfClose.LEAVES, KeepAlive.DEFAULT, 0, Optional.empty(), Http2.DEFAULT);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException for a port outside 0 to 65535 or a negative buffer size
     */
    public Settings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException(
                    "port " + port + " does not exist: use 1 to 65535, or 0 for a free one");
        }
        if (sendBuffer < 0) {
            throw new IllegalArgumentException(
                    "the send buffer is 0 (the system's choice) or more, not " + sendBuffer);
        }
    }

    /** Returns these settings with another address. */
    public Settings withHost(String host) {
        return new Settings(host, port, limits, timeouts, halfClose, keepAlive, sendBuffer, tls, http2);
    }

    /** Returns these settings with another port. */
    public Settings withPort(int port) {
        return new Settings(host, port, limits, timeouts, halfClose, keepAlive, sendBuffer, tls, http2);
    }

    /** Returns these settings with other limits. */
    public Settings withLimits(Limits limits) {
        return new Settings(host, port, limits, timeouts, halfClose, keepAlive, sendBuffer, tls, http2);
    }

    /** Returns these settings with other time-outs. */
    public Settings withTimeouts(Timeouts timeouts) {
        return new Settings(host, port, limits, timeouts, halfClose, keepAlive, sendBuffer, tls, http2);
    }

    /** Returns these settings with another meaning of a FIN. */
    public Settings withHalfClose(HalfClose meaning) {
        return new Settings(host, port, limits, timeouts, meaning, keepAlive, sendBuffer, tls, http2);
    }

    /** Returns these settings with another TCP keep-alive. */
    public Settings withKeepAlive(KeepAlive tcp) {
        return new Settings(host, port, limits, timeouts, halfClose, tcp, sendBuffer, tls, http2);
    }

    /** Returns these settings with another send buffer. */
    public Settings withSendBuffer(int bytes) {
        return new Settings(host, port, limits, timeouts, halfClose, keepAlive, bytes, tls, http2);
    }

    /** Returns these settings with TLS. */
    public Settings withTls(Tls material) {
        return new Settings(host, port, limits, timeouts, halfClose, keepAlive, sendBuffer,
                Optional.of(material), http2);
    }

    /** Returns these settings without TLS. */
    public Settings withoutTls() {
        return new Settings(host, port, limits, timeouts, halfClose, keepAlive, sendBuffer,
                Optional.empty(), http2);
    }

    /** Returns these settings with other options for HTTP/2. */
    public Settings withHttp2(Http2 options) {
        return new Settings(host, port, limits, timeouts, halfClose, keepAlive, sendBuffer, tls, options);
    }
}
