package io.pastelli.adapter;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP keep-alive (RFC 9293 section 3.8.4): finds a silent peer on a connection where nothing waits for an
 * acknowledgement. Over HTTP/2 there are PINGs besides: {@link Http2#ping}.
 *
 * @param idle the longest silence before the first probe; default 15 s
 * @param interval time between probes; default 1 s
 * @param probes unanswered probes until the connection is given up; default 15: a crowded network may lose some
 */
public record KeepAlive(Duration idle, Duration interval, int probes) {
    /** The defaults: a vanished peer of an idle stream is found within 30 s. */
    public static final KeepAlive DEFAULT = new KeepAlive(Duration.ofSeconds(15), Duration.ofSeconds(1), 15);

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException for times below a second or no probe
     */
    public KeepAlive {
        if (idle.toSeconds() < 1 || interval.toSeconds() < 1 || probes < 1) {
            throw new IllegalArgumentException(
                    "keep-alive counts in whole seconds and needs at least one probe");
        }
    }

    /**
     * Returns the times for one connection: its idle time is drawn, in whole seconds, between a half and all of this one's.
     * Connections that came together would otherwise be probed together for good, and where ten thousand peers are behind
     * one queue, as a proxy's on the same machine is (Linux: {@code net.core.netdev_max_backlog}), most of the probes be
     * lost.
     */
    public KeepAlive spread() {
        long longest = idle.toSeconds();
        long drawn = ThreadLocalRandom.current().nextLong(Math.max(1, longest / 2), longest + 1);
        return new KeepAlive(Duration.ofSeconds(drawn), interval, probes);
    }
}
