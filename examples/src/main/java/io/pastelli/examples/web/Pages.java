package io.pastelli.examples.web;

import io.pastelli.conn.Plug;

/**
 * The pages that are open, and events for them.
 *
 * <p>
 * <b>Threading:</b> any thread; sending never blocks, and each page sees events in the order they were sent in.
 */
public interface Pages {
    /** Makes pages that keep in touch by {@code transport}. */
    static Pages over(Transport transport) {
        return switch (transport) {
            case SSE -> new StreamPages();
            case WEBSOCKET -> new SocketPages();
        };
    }

    /** Returns the plug that keeps a page in touch, until it is closed. */
    Plug open(Visitors visitors);

    /** Sends an event to one page; {@code data} goes as JSON. */
    void send(String key, String event, Object data);

    /** Sends an event to all pages. */
    void broadcast(String event, Object data);
}
