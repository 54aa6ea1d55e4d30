package io.pastelli.jetty;

/**
 * What is spoken on one connection, for those who look after all connections.
 *
 * <p>
 * <b>Threading:</b> every method may be called from any thread, more than once, and none blocks.
 */
interface Served {
    /** Ends the connection: a request head takes too long. */
    void late();

    /** Ends the connection: nothing runs on it. */
    void idle();

    /** Takes no more requests; those that run go on. */
    void pause();

    /** Asks the client for a sign of life; HTTP/1.x cannot. */
    default void ping() {}

    /** Ends the connection, and tells whatever runs: the client has answered no {@link #ping}. */
    default void silent() {}

    /** Cuts whatever runs and ends the connection. */
    void end();
}
