package io.pastelli.undertow;

/**
 * What lives on an I/O thread as long as its socket is open: a handshake first, then a connection of either protocol.
 *
 * <p>
 * <b>Threading:</b> the I/O thread only.
 */
sealed interface Tenant permits TlsHandshake, FirstBytes, Http1Connection, Http2Connection {
    /** Tells whether it has waited too long at {@code now}, a {@link System#nanoTime}. */
    boolean overdue(long now);

    /** Does what is to be done after too long a wait. */
    void timedOut();

    /** Lets what is running end and nothing begin. */
    void pause();

    /** Ends at once: the server stops. */
    void shutDown();
}
