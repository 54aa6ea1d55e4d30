package io.pastelli.conn;

/**
 * How far a response has gone out, whichever copy of the conn sent it, the core's own error responses included.
 *
 * @param status the status that was sent
 * @param bytes bytes of the body handed to the server so far, without the framing
 */
public record Progress(int status, long bytes) {}
