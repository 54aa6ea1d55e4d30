package io.pastelli.adapter;

/**
 * What the FIN of a client means while its request is being answered over HTTP/1.x. Over HTTP/2 a client says that a
 * request is complete with END_STREAM; one that ends its connection can neither open windows nor answer a PING any more,
 * and has left.
 */
public enum HalfClose {
    /** The client has left, in every phase. The default. */
    LEAVES,
    /**
     * A FIN that comes before the response has begun is only a half-close: the exchange is served to its end, and the
     * connection closed after it. A FIN on a stream that is open already still means that the client has left.
     */
    IS_SERVED
}
