package io.pastelli.adapter;

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
 */
public record Settings(String host, int port, Limits limits, Timeouts timeouts, HalfClose halfClose,
        KeepAlive keepAlive, int sendBuffer) {
    /** The defaults, on port 4000. */
    public static final Settings DEFAULT = new Settings("0.0.0.0", 4000, Limits.DEFAULT, Timeouts.DEFAULT,
            HalfClose.LEAVES, KeepAlive.DEFAULT, 0);

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
        return new Settings(host, port, limits, timeouts, halfClose, keepAlive, sendBuffer);
    }

    /** Returns these settings with another port. */
    public Settings withPort(int port) {
        return new Settings(host, port, limits, timeouts, halfClose, keepAlive, sendBuffer);
    }

    /** Returns these settings with other limits. */
    public Settings withLimits(Limits limits) {
        return new Settings(host, port, limits, timeouts, halfClose, keepAlive, sendBuffer);
    }

    /** Returns these settings with other time-outs. */
    public Settings withTimeouts(Timeouts timeouts) {
        return new Settings(host, port, limits, timeouts, halfClose, keepAlive, sendBuffer);
    }

    /** Returns these settings with another meaning of a FIN. */
    public Settings withHalfClose(HalfClose meaning) {
        return new Settings(host, port, limits, timeouts, meaning, keepAlive, sendBuffer);
    }

    /** Returns these settings with another TCP keep-alive. */
    public Settings withKeepAlive(KeepAlive tcp) {
        return new Settings(host, port, limits, timeouts, halfClose, tcp, sendBuffer);
    }

    /** Returns these settings with another send buffer. */
    public Settings withSendBuffer(int bytes) {
        return new Settings(host, port, limits, timeouts, halfClose, keepAlive, bytes);
    }
}
