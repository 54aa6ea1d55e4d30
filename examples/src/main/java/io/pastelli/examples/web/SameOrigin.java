package io.pastelli.examples.web;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;

/** Refuses what another site's page asks of this server through a visitor's browser. */
public final class SameOrigin {
    private SameOrigin() {}

    /** Returns the plug: 403 for an {@code origin} that is not the host that is asked; programs send none and pass. */
    public static Plug plug() {
        return conn -> {
            if (conn.reqHeader("origin").filter(origin -> !isHost(conn, origin)).isPresent()) {
                throw new HttpException(403, "only this server's own pages may ask for this");
            }
            return conn;
        };
    }

    private static boolean isHost(Conn conn, String origin) {
        String authority = origin.substring(origin.indexOf("://") + 3);
        return conn.reqHeader("host").filter(authority::equalsIgnoreCase).isPresent();
    }
}
