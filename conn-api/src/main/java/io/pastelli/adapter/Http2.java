package io.pastelli.adapter;

import java.time.Duration;

/**
 * How a server speaks HTTP/2 (RFC 9113); the same on every adapter.
 *
 * @param overTls whether it is offered by ALPN on a port with TLS; default true
 * @param clearText whether a port without TLS takes it from clients that begin with it ("prior knowledge"); default false
 * @param streams most streams of one connection at a time, told to the client; default 100
 * @param resets most streams that the client may reset, or empty frames and settings it may send, within
 *        {@code resetWindow} before the connection is ended with ENHANCE_YOUR_CALM; default 200
 * @param resetWindow see {@code resets}; default 10 s
 * @param ping how long a client with open streams may say nothing before it is sent a PING; when it says nothing for as
 *        long again, its owners end with {@code TimedOut("ping")} and the connection is closed; default 15 s
 */
public record Http2(boolean overTls, boolean clearText, int streams, int resets, Duration resetWindow,
        Duration ping) {
    /** The defaults. */
    public static final Http2 DEFAULT = new Http2(true, false, 100, 200, Duration.ofSeconds(10),
            Duration.ofSeconds(15));

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException for a number below 1, a window below a second or a ping below 50 ms
     */
    public Http2 {
        if (streams < 1 || resets < 1 || resetWindow.toSeconds() < 1) {
            throw new IllegalArgumentException("streams and resets are at least 1, their window a second");
        }
        if (ping.toMillis() < 50) {
            throw new IllegalArgumentException("a client may be silent for at least 50 ms, not " + ping);
        }
    }

    /** Returns these options with HTTP/2 offered over TLS or not. */
    public Http2 withOverTls(boolean offered) {
        return new Http2(offered, clearText, streams, resets, resetWindow, ping);
    }

    /** Returns these options with HTTP/2 taken without TLS or not. */
    public Http2 withClearText(boolean taken) {
        return new Http2(overTls, taken, streams, resets, resetWindow, ping);
    }

    /** Returns these options with another number of streams at a time. */
    public Http2 withStreams(int most) {
        return new Http2(overTls, clearText, most, resets, resetWindow, ping);
    }

    /** Returns these options with another number of resets within a time. */
    public Http2 withResets(int most, Duration within) {
        return new Http2(overTls, clearText, streams, most, within, ping);
    }

    /** Returns these options with another time of silence, before a PING and after it. */
    public Http2 withPing(Duration silence) {
        return new Http2(overTls, clearText, streams, resets, resetWindow, silence);
    }
}
