package io.pastelli.websocket;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to speak WebSocket on a route: everything has a default. Immutable.
 *
 * {@snippet :
 * var options = WebSocketOptions.defaults().subprotocols("chat.v2", "chat.v1").maxMessage(64 * 1024)
 *         .pingEvery(Duration.ofSeconds(10)).origins("https://app.example.com");
 * }
 *
 * @param subprotocols what we speak, best first; the first that the client offers too is agreed on, and with none in
 *        common the socket opens without one; default none
 * @param origins pages that may connect besides those of the same origin, as browsers write them
 *        ({@code https://app.example.com}), or {@code *} for all; default none. A request that names none comes
 *        from no browser and is let in
 * @param maxFrame most payload bytes of one frame, 1009 beyond; default 1 MiB
 * @param maxMessage most bytes of a whole message, 1009 beyond; default 1 MiB
 * @param maxQueued most messages that wait for a busy handler before no more is read; default 64. As many bytes as one
 *        message may have stop the reading too, and what one read has brought is always taken
 * @param pingEvery how long a client may be silent before it is sent a ping, zero for never; default 20 s
 * @param idleTimeout how long a client may be silent, pongs included, before the socket is ended with 1002 and
 *        {@code TimedOut}; default 60 s. Without pings it ends clients that just have nothing to say
 * @param closeTimeout how long the client's side of a close is awaited, and before it the handler's; default 5 s
 * @param deflate compression with clients that offer it; default none
 */
public record WebSocketOptions(List<String> subprotocols, List<String> origins, int maxFrame, int maxMessage,
        int maxQueued, Duration pingEvery, Duration idleTimeout, Duration closeTimeout,
        Optional<PerMessageDeflate> deflate) {
    private static final WebSocketOptions DEFAULTS = new WebSocketOptions(List.of(), List.of(), 1 << 20,
            1 << 20, 64, Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(5),
            Optional.empty());

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException for a limit below 125, a queue below 1, a time below 50 ms, or what is no origin
     */
    public WebSocketOptions {
        subprotocols = List.copyOf(subprotocols);
        origins = List.copyOf(origins);
        origins.forEach(OriginRule::check);
        if (maxFrame < 125 || maxMessage < 125) {
            throw new IllegalArgumentException("frames and messages of 125 bytes at least are taken");
        }
        if (maxQueued < 1) {
            throw new IllegalArgumentException("at least one message is queued, not " + maxQueued);
        }
        if (idleTimeout.toMillis() < 50 || closeTimeout.toMillis() < 50
                || (!pingEvery.isZero() && pingEvery.toMillis() < 50)) {
            throw new IllegalArgumentException("a time-out is at least 50 ms");
        }
    }

    /** Returns the defaults. */
    public static WebSocketOptions defaults() {
        return DEFAULTS;
    }

    /** Returns these options with other sub-protocols, best first. */
    public WebSocketOptions subprotocols(String... names) {
        return new WebSocketOptions(List.of(names), origins, maxFrame, maxMessage, maxQueued, pingEvery,
                idleTimeout, closeTimeout, deflate);
    }

    /** Returns these options with other pages let in besides those of the same origin; {@code *} for all. */
    public WebSocketOptions origins(String... others) {
        return new WebSocketOptions(subprotocols, List.of(others), maxFrame, maxMessage, maxQueued, pingEvery,
                idleTimeout, closeTimeout, deflate);
    }

    /** Returns these options with another frame limit, in bytes. */
    public WebSocketOptions maxFrame(int bytes) {
        return new WebSocketOptions(subprotocols, origins, bytes, maxMessage, maxQueued, pingEvery,
                idleTimeout, closeTimeout, deflate);
    }

    /** Returns these options with another limit for messages, and for frames, in bytes. */
    public WebSocketOptions maxMessage(int bytes) {
        return new WebSocketOptions(subprotocols, origins, bytes, bytes, maxQueued, pingEvery, idleTimeout,
                closeTimeout, deflate);
    }

    /** Returns these options with another queue before a busy handler, in messages. */
    public WebSocketOptions maxQueued(int messages) {
        return new WebSocketOptions(subprotocols, origins, maxFrame, maxMessage, messages, pingEvery,
                idleTimeout, closeTimeout, deflate);
    }

    /** Returns these options with another silence before a ping; zero for no pings. */
    public WebSocketOptions pingEvery(Duration silence) {
        return new WebSocketOptions(subprotocols, origins, maxFrame, maxMessage, maxQueued, silence,
                idleTimeout, closeTimeout, deflate);
    }

    /** Returns these options with another silence before the end. */
    public WebSocketOptions idleTimeout(Duration silence) {
        return new WebSocketOptions(subprotocols, origins, maxFrame, maxMessage, maxQueued, pingEvery,
                silence, closeTimeout, deflate);
    }

    /** Returns these options with another patience at the close. */
    public WebSocketOptions closeTimeout(Duration patience) {
        return new WebSocketOptions(subprotocols, origins, maxFrame, maxMessage, maxQueued, pingEvery,
                idleTimeout, patience, deflate);
    }

    /** Returns these options with compression for clients that offer it. */
    public WebSocketOptions deflate(PerMessageDeflate compression) {
        return new WebSocketOptions(subprotocols, origins, maxFrame, maxMessage, maxQueued, pingEvery,
                idleTimeout, closeTimeout, Optional.of(compression));
    }
}
