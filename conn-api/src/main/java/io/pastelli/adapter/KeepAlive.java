package io.pastelli.adapter;

import java.time.Duration;

/**
 * TCP keep-alive (RFC 9293 section 3.8.4): finds a silent peer on a connection where nothing waits for an
 * acknowledgement. Over HTTP/2 there are PINGs besides: {@link Http2#ping}.
 *
 * @param idle silence before the first probe; default 15 s
 * @param interval time between probes; default 5 s
 * @param probes unanswered probes until the connection is given up; default 3
 */
public record KeepAlive(Duration idle, Duration interval, int probes) {
    /** The defaults: a vanished peer of an idle stream is found after 30 s. */
    public static final KeepAlive DEFAULT = new KeepAlive(Duration.ofSeconds(15), Duration.ofSeconds(5), 3);

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
}
