package io.pastelli.adapter;

/**
 * A bound, accepting server.
 *
 * <p>
 * <b>Threading:</b> any thread but an I/O thread may call any method.
 */
public interface Listener {
    /** Returns the port it is bound to. */
    int port();

    /** Stops accepting connections and requests a close of those that are idle; running exchanges go on. Idempotent. */
    void pause();

    /** Closes every connection and gives all threads and memory back. Idempotent; blocks at most a few seconds. */
    void close();
}
