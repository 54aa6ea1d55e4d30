package io.pastelli.push.bayeux.message;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a server tells a client to do next; what is empty is not said.
 *
 * @param reconnect how to go on
 * @param interval how long to wait before the next connect
 * @param timeout how long the server holds a connect
 * @param hosts other servers to try
 */
public record Advice(Optional<Reconnect> reconnect, Optional<Duration> interval, Optional<Duration> timeout,
        List<String> hosts) {
    /** How a client goes on. */
    public enum Reconnect {
        /** Connect again. */
        RETRY,
        /** Begin with a handshake. */
        HANDSHAKE,
        /** Stop. */
        NONE;

        /** Returns the word on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns advice to go on in this way. */
    public static Advice of(Reconnect reconnect) {
        return new Advice(Optional.of(reconnect), Optional.empty(), Optional.empty(), List.of());
    }

    /** Returns advice to connect again, with times. */
    public static Advice retry(Duration interval, Duration timeout) {
        return new Advice(Optional.of(Reconnect.RETRY), Optional.of(interval), Optional.of(timeout),
                List.of());
    }

    /** Returns this advice with other servers to try. */
    public Advice withHosts(List<String> others) {
        return new Advice(reconnect, interval, timeout, List.copyOf(others));
    }

    /** Returns this advice with a pause before the next try. */
    public Advice withInterval(Duration pause) {
        return new Advice(reconnect, Optional.of(pause), timeout, hosts);
    }
}
