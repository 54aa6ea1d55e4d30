package io.pastelli.router;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;

/** Hands everything below the first {@code consumed} segments on. */
record Forward(int consumed, Plug target) implements Plug {
    @Override
    public Conn call(Conn conn) throws Exception {
        return Plug.forward(conn, consumed, target);
    }
}
