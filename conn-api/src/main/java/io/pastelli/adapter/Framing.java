package io.pastelli.adapter;

/** How the end of a response body is marked (RFC 9112 section 6). */
public enum Framing {
    /** Nothing follows the head, whatever its fields say: HEAD, 204, 304. */
    NONE,
    /** As many bytes as the {@code content-length} of the head says. */
    LENGTH,
    /** Chunks on HTTP/1.1, frames on HTTP/2, up to the close of the connection on HTTP/1.0. */
    STREAM
}
