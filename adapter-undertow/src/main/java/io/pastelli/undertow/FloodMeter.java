package io.pastelli.undertow;

import java.time.Duration;

/** Counts within a time what costs a client little and the server much. */
final class FloodMeter {
    private final int most;
    private final long window;
    private long since;
    private int count;

    FloodMeter(int most, Duration window) {
        this.most = most;
        this.window = window.toNanos();
        this.since = System.nanoTime();
    }

    /** Counts one more. */
    void count(String what) throws Http2Error {
        long now = System.nanoTime();
        if (now - since > window) {
            since = now;
            count = 0;
        }
        if (++count > most) {
            throw Http2Error.connection(Http2Codes.ENHANCE_YOUR_CALM, "too many " + what);
        }
    }
}
