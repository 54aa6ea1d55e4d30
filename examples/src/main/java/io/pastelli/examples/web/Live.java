package io.pastelli.examples.web;

import io.pastelli.conn.Conn;

/** What every event stream of the examples begins and ends with. */
public final class Live {
    private Live() {}

    /** Has the browser come back a second after a break, and tells it when the server stops. */
    public static Conn frame(Conn conn) {
        return conn.assign(Conn.INIT_CHUNK, "retry: 1000\n\n")
                .assign(Conn.CLOSE_CHUNK, "event: bye\ndata: \"closed\"\n\n");
    }
}
