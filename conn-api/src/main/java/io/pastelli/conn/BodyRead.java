package io.pastelli.conn;

import io.pastelli.http.Bytes;

/** A piece of the request body; see {@link Conn#readBody}. */
public sealed interface BodyRead {
    /** Returns the bytes that were read. */
    Bytes bytes();

    /** Returns the conn to go on with. */
    Conn conn();

    /**
     * The body is read to its end.
     *
     * @param bytes the last bytes
     * @param conn the conn to go on with
     */
    record Done(Bytes bytes, Conn conn) implements BodyRead {}

    /**
     * There may be more: call again.
     *
     * @param bytes as many as asked for
     * @param conn the conn to go on with
     */
    record More(Bytes bytes, Conn conn) implements BodyRead {}
}
