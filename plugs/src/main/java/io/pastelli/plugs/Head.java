package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;

/**
 * Turns HEAD into GET for the plugs to come; the response is still framed as one to HEAD, without a body.
 *
 * <p>
 * The router answers HEAD with GET routes by itself: this is for plugs of your own that look at the method.
 */
public final class Head implements Plug {
    private Head() {}

    /** Returns the plug. */
    public static Plug plug() {
        return new Head();
    }

    @Override
    public Conn call(Conn conn) {
        return conn.method().equals("HEAD") ? conn.putMethod("GET") : conn;
    }
}
