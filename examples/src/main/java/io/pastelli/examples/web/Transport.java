package io.pastelli.examples.web;

import io.pastelli.conn.Plug;
import java.util.Locale;

/** What keeps a page in touch with the server. */
public enum Transport {
    /** An event stream from the server, and POST to it. */
    SSE,
    /** One WebSocket for both. */
    WEBSOCKET;

    /** Returns a plug that tells a page which one to open. */
    public Plug plug() {
        return conn -> conn.putRespHeader("cache-control", "no-cache").text(200,
                name().toLowerCase(Locale.ROOT));
    }
}
