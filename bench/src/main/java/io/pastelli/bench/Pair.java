package io.pastelli.bench;

import java.util.List;
import java.util.Locale;

/** A Bayeux server on two nodes that share a Redis. */
enum Pair {
    /** Ours, on two adapters. */
    MIXED("ours on Jetty and Netty", Peer.JETTY, Peer.NETTY),
    /** Ours on Jetty. */
    JETTY("ours on Jetty", Peer.JETTY, Peer.JETTY),
    /** Ours on Undertow. */
    UNDERTOW("ours on Undertow", Peer.UNDERTOW, Peer.UNDERTOW),
    /** Ours on Netty. */
    NETTY("ours on Netty", Peer.NETTY, Peer.NETTY),
    /** Faye's own, with faye-redis. */
    FAYE("Faye", Peer.FAYE, Peer.FAYE);

    private final String label;
    private final Peer one;
    private final Peer other;

    Pair(String label, Peer one, Peer other) {
        this.label = label;
        this.one = one;
        this.other = other;
    }

    String label() {
        return label;
    }

    /** Returns the name on the command line. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Peer> nodes() {
        return List.of(one, other);
    }
}
