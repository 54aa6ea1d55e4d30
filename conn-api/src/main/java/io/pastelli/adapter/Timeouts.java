package io.pastelli.adapter;

import java.time.Duration;

/**
 * How long a server waits, each with a default; the same on every adapter.
 *
 * @param head for a whole request head, from its first byte (or from the accept); then 408 or a close; default 10 s
 * @param idle for the next request on a kept-alive connection; then a close; default 60 s
 * @param write for a chunk or a response to be taken by the client's side; then the stream is cut; default 30 s
 */
public record Timeouts(Duration head, Duration idle, Duration write) {
    /** The defaults. */
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(60),
            Duration.ofSeconds(30));

    /**
     * Checks the time-outs.
     *
     * @throws IllegalArgumentException for one below 50 ms
     */
    public Timeouts {
        for (Duration each : new Duration[]{head, idle, write}) {
            if (each.toMillis() < 50) {
                throw new IllegalArgumentException("a time-out is at least 50 ms, not " + each);
            }
        }
    }

    /** Returns these time-outs with another one for request heads. */
    public Timeouts withHead(Duration timeout) {
        return new Timeouts(timeout, idle, write);
    }

    /** Returns these time-outs with another one for idle kept-alive connections. */
    public Timeouts withIdle(Duration timeout) {
        return new Timeouts(head, timeout, write);
    }

    /** Returns these time-outs with another one for writes. */
    public Timeouts withWrite(Duration timeout) {
        return new Timeouts(head, idle, timeout);
    }
}
