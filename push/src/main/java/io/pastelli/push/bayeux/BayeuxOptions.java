package io.pastelli.push.bayeux;

import io.pastelli.owner.Time;
import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.Limits;
import io.pastelli.push.bayeux.channel.Channels;
import io.pastelli.push.bayeux.message.Dialect;
import io.pastelli.push.bayeux.message.WireLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a Bayeux server behaves; everything has a default. Immutable.
 *
 * {@snippet :
 * import io.pastelli.push.bayeux.*;
 *
 * var options = BayeuxOptions.DEFAULT.withTimeout(Duration.ofSeconds(45)).withOrigins("https://example.com");
 * }
 *
 * @param timeout how long a connect is held; default 25 s
 * @param interval how long clients pause before the next connect; default none
 * @param expiry how long a session lives without a connect; default twice the time-out
 * @param transports the connection types that are served
 * @param origins pages of other origins that may use the server, {@code *} for all; default none
 * @param hosts other servers that clients are sent to when this one stops; default none
 * @param channels the grammar of channels; default Faye's
 * @param dialect the words of errors; default Faye's
 * @param wire limits of a request or frame
 * @param limits limits of a session
 * @param anonymousPublish whether somebody without a session may publish; default not
 * @param lazy channels and patterns whose events may wait for others; default none
 * @param maxLazy how long they wait at most; default 5 s
 * @param extensionDeadline how long an extension may take; default 5 s
 * @param batch most events in one response or frame; default 256
 * @param clientsPerAddress most sessions of one client address, as {@code conn.remoteAddress()} tells it; default 10 000
 * @param backend where sessions are kept; default a new {@code MemoryBackend}
 * @param time the clock of time-outs and expiry
 */
public record BayeuxOptions(Duration timeout, Duration interval, Optional<Duration> expiry,
        List<String> transports,
        Set<String> origins, List<String> hosts, Channels channels, Dialect dialect, WireLimits wire,
        Limits limits,
        boolean anonymousPublish, Set<String> lazy, Duration maxLazy, Duration extensionDeadline, int batch,
        int clientsPerAddress, Optional<Backend> backend, Time time) {
    /** All transports that are served unless others are chosen. */
    public static final List<String> TRANSPORTS = List.of("websocket", "long-polling",
            "cross-origin-long-polling",
            "callback-polling", "eventsource");

    /** The defaults. */
    public static final BayeuxOptions DEFAULT = new BayeuxOptions(Duration.ofSeconds(25), Duration.ZERO,
            Optional.empty(),
            TRANSPORTS, Set.of(), List.of(), Channels.DEFAULT, Dialect.FAYE, WireLimits.DEFAULT,
            Limits.DEFAULT, false,
            Set.of(), Duration.ofSeconds(5), Duration.ofSeconds(5), 256, 10_000, Optional.empty(),
            Time.system());

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException for a time that is not positive, a transport that there is not, or no batch
     */
    public BayeuxOptions {
        transports = List.copyOf(transports);
        origins = Set.copyOf(origins);
        hosts = List.copyOf(hosts);
        lazy = Set.copyOf(lazy);
        if (!timeout.isPositive() || interval.isNegative() || !maxLazy.isPositive()
                || !extensionDeadline.isPositive() || expiry.filter(time1 -> !time1.isPositive()).isPresent()
                || batch < 1 || clientsPerAddress < 1) {
            throw new IllegalArgumentException("times and sizes are positive; the interval may be zero");
        }
        if (transports.isEmpty() || !TRANSPORTS.containsAll(transports)) {
            throw new IllegalArgumentException("choose transports of " + TRANSPORTS + ", not " + transports);
        }
    }

    /** Returns how long a session lives without a connect. */
    public Duration lifetime() {
        return expiry.orElse(timeout.multipliedBy(2));
    }

    /** Returns these options with another answer to: how long a connect is held. */
    public BayeuxOptions withTimeout(Duration held) {
        return new BayeuxOptions(held, interval, expiry, transports, origins, hosts, channels, dialect, wire,
                limits, anonymousPublish, lazy, maxLazy, extensionDeadline, batch, clientsPerAddress, backend,
                time);
    }

    /** Returns these options with another answer to: how long clients pause before the next connect. */
    public BayeuxOptions withInterval(Duration pause) {
        return new BayeuxOptions(timeout, pause, expiry, transports, origins, hosts, channels, dialect, wire,
                limits, anonymousPublish, lazy, maxLazy, extensionDeadline, batch, clientsPerAddress, backend,
                time);
    }

    /** Returns these options with another answer to: how long a session lives without a connect. */
    public BayeuxOptions withExpiry(Duration silence) {
        return new BayeuxOptions(timeout, interval, Optional.of(silence), transports, origins, hosts,
                channels, dialect, wire, limits, anonymousPublish, lazy, maxLazy, extensionDeadline, batch,
                clientsPerAddress,
                backend, time);
    }

    /** Returns these options with another answer to: which connection types are served. */
    public BayeuxOptions withTransports(String... types) {
        return new BayeuxOptions(timeout, interval, expiry, List.of(types), origins, hosts, channels, dialect,
                wire, limits, anonymousPublish, lazy, maxLazy, extensionDeadline, batch, clientsPerAddress,
                backend, time);
    }

    /** Returns these options with another answer to: which pages of other origins may use the server. */
    public BayeuxOptions withOrigins(String... allowed) {
        return new BayeuxOptions(timeout, interval, expiry, transports, Set.of(allowed), hosts, channels,
                dialect, wire, limits, anonymousPublish, lazy, maxLazy, extensionDeadline, batch,
                clientsPerAddress, backend,
                time);
    }

    /** Returns these options with another answer to: where clients are sent when this server stops. */
    public BayeuxOptions withHosts(String... others) {
        return new BayeuxOptions(timeout, interval, expiry, transports, origins, List.of(others), channels,
                dialect, wire, limits, anonymousPublish, lazy, maxLazy, extensionDeadline, batch,
                clientsPerAddress, backend,
                time);
    }

    /** Returns these options with another answer to: the grammar of channels. */
    public BayeuxOptions withChannels(Channels grammar) {
        return new BayeuxOptions(timeout, interval, expiry, transports, origins, hosts, grammar, dialect,
                wire, limits, anonymousPublish, lazy, maxLazy, extensionDeadline, batch, clientsPerAddress,
                backend, time);
    }

    /** Returns these options with another answer to: the words of errors. */
    public BayeuxOptions withDialect(Dialect words) {
        return new BayeuxOptions(timeout, interval, expiry, transports, origins, hosts, channels, words, wire,
                limits, anonymousPublish, lazy, maxLazy, extensionDeadline, batch, clientsPerAddress, backend,
                time);
    }

    /** Returns these options with another answer to: limits of a request or frame. */
    public BayeuxOptions withWire(WireLimits most) {
        return new BayeuxOptions(timeout, interval, expiry, transports, origins, hosts, channels, dialect,
                most, limits, anonymousPublish, lazy, maxLazy, extensionDeadline, batch, clientsPerAddress,
                backend, time);
    }

    /** Returns these options with another answer to: limits of a session. */
    public BayeuxOptions withLimits(Limits most) {
        return new BayeuxOptions(timeout, interval, expiry, transports, origins, hosts, channels, dialect,
                wire, most, anonymousPublish, lazy, maxLazy, extensionDeadline, batch, clientsPerAddress,
                backend, time);
    }

    /** Returns these options with another answer to: whether somebody without a session may publish. */
    public BayeuxOptions withAnonymousPublish(boolean allowed) {
        return new BayeuxOptions(timeout, interval, expiry, transports, origins, hosts, channels, dialect,
                wire, limits, allowed, lazy, maxLazy, extensionDeadline, batch, clientsPerAddress, backend,
                time);
    }

    /** Returns these options with another answer to: the channels and patterns whose events may wait, and how long. */
    public BayeuxOptions withLazy(Duration most, String... patterns) {
        return new BayeuxOptions(timeout, interval, expiry, transports, origins, hosts, channels, dialect,
                wire, limits, anonymousPublish, Set.of(patterns), most, extensionDeadline, batch,
                clientsPerAddress, backend,
                time);
    }

    /** Returns these options with another answer to: how long an extension may take. */
    public BayeuxOptions withExtensionDeadline(Duration most) {
        return new BayeuxOptions(timeout, interval, expiry, transports, origins, hosts, channels, dialect,
                wire, limits, anonymousPublish, lazy, maxLazy, most, batch, clientsPerAddress, backend, time);
    }

    /** Returns these options with another answer to: the most events in one response or frame. */
    public BayeuxOptions withBatch(int most) {
        return new BayeuxOptions(timeout, interval, expiry, transports, origins, hosts, channels, dialect,
                wire, limits, anonymousPublish, lazy, maxLazy, extensionDeadline, most, clientsPerAddress,
                backend, time);
    }

    /** Returns these options with another answer to: the most sessions of one client address. */
    public BayeuxOptions withClientsPerAddress(int most) {
        return new BayeuxOptions(timeout, interval, expiry, transports, origins, hosts, channels, dialect,
                wire,
                limits, anonymousPublish, lazy, maxLazy, extensionDeadline, batch, most, backend, time);
    }

    /** Returns these options with another answer to: where sessions are kept. */
    public BayeuxOptions withBackend(Backend other) {
        return new BayeuxOptions(timeout, interval, expiry, transports, origins, hosts, channels, dialect,
                wire, limits, anonymousPublish, lazy, maxLazy, extensionDeadline, batch, clientsPerAddress,
                Optional.of(other),
                time);
    }

    /** Returns these options with another answer to: the clock of time-outs and expiry. */
    public BayeuxOptions withTime(Time clock) {
        return new BayeuxOptions(timeout, interval, expiry, transports, origins, hosts, channels, dialect,
                wire, limits, anonymousPublish, lazy, maxLazy, extensionDeadline, batch, clientsPerAddress,
                backend, clock);
    }
}
