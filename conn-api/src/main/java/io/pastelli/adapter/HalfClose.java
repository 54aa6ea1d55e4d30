package io.pastelli.adapter;

/** What the FIN of a client means while its request is being answered. */
public enum HalfClose {
    /** The client has left, in every phase. The default. */
    LEAVES,
    /**
     * A FIN that comes before the response has begun is only a half-close: the exchange is served to its end, and the
     * connection closed after it. A FIN on a stream that is open already still means that the client has left.
     */
    IS_SERVED
}
