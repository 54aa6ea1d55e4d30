package io.pastelli.adapter;

/** How the end of a response body is marked (RFC 9112 section 6). */
public enum Framing {
    /** Nothing follows the head, whatever its fields say: HEAD, 204, 304. */
    NONE,
    /** As many bytes as the {@code content-length} of the head says. */
    LENGTH,
    /** Chunks on HTTP/1.1, frames on HTTP/2, up to the close of the connection on HTTP/1.0. */
    STREAM,
    /**
     * None: after the head, 101 on HTTP/1.1 or 200 to an extended CONNECT on HTTP/2, both directions carry bytes of
     * another protocol. {@link Exchange#read} goes on with them, up to −1 when the client sends no more, and
     * {@link Exchange#write} writes them as they are; {@code last} ends our direction.
     */
    UPGRADE
}
