package io.pastelli.conn;

import io.pastelli.http.HttpException;
import io.pastelli.websocket.WebSocketHandler;
import io.pastelli.websocket.WebSocketOptions;

/** The side of a {@link Conn} that becomes another protocol. */
public sealed interface ConnUpgrade permits Conn {
    /** Opens a WebSocket with the default options; see {@link #upgradeWebSocket(WebSocketHandler, WebSocketOptions)}. */
    default Conn upgradeWebSocket(WebSocketHandler handler) {
        return upgradeWebSocket(handler, WebSocketOptions.defaults());
    }

    /**
     * Opens a WebSocket (RFC 6455; on HTTP/2 RFC 8441): judges the handshake, runs the before-send callbacks with
     * {@link State#SET_UPGRADED} and answers with 101 (200 on HTTP/2), the fields and the cookies that were put. The
     * handler is called once the plug has returned. Return the conn: its state is {@link State#UPGRADED}.
     *
     * <p>
     * An extended CONNECT for a WebSocket on HTTP/2 reaches plugs and routes as a GET. A {@code sec-websocket-protocol}
     * that was put on the response stays when the options have no sub-protocols.
     *
     * @throws HttpException for a request that is no valid handshake: 400; 403 for a page of a foreign origin; 405 for
     *         another method than GET; 426 for a plain GET or another version. Leave it and it becomes the response
     * @throws AlreadySentException when a response was sent
     * @throws DepartedException when the client has left
     */
    default Conn upgradeWebSocket(WebSocketHandler handler, WebSocketOptions options) {
        return Upgrade.webSocket((Conn) this, handler, options);
    }
}
