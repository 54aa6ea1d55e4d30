package io.pastelli.testkit.tck;

import io.pastelli.ServerOptions;
import io.pastelli.testkit.websocket.RawWebSocket;
import io.pastelli.websocket.WebSocketOptions;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** What the topics on WebSockets stand on: a server that echoes, and one client of it. */
interface WebSocketContract extends Contract {
    /** Opens a WebSocket that echoes. */
    default Talk talk() throws IOException {
        return talk(WebSocketOptions.defaults());
    }

    /** Opens a WebSocket that echoes. */
    default Talk talk(WebSocketOptions options) throws IOException {
        return talk(new Echo(), options, server -> server, 0);
    }

    /** Opens a WebSocket for this handler; the client has a receive buffer of about so many bytes, 0 for any. */
    default Talk talk(Echo echo, WebSocketOptions options, UnaryOperator<ServerOptions> server,
            int receiveBuffer) throws IOException {
        Site site = serve(conn -> conn.upgradeWebSocket(echo, options), server);
        try {
            return new Talk(site, echo, RawWebSocket.open(site.connect(receiveBuffer), "/"));
        } catch (IOException | RuntimeException | Error e) {
            site.close();
            throw e;
        }
    }
}
