package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.testkit.websocket.RawWebSocket;
import io.pastelli.testkit.websocket.WebSocketFrame;
import io.pastelli.websocket.WebSocket;
import java.io.IOException;

/** One WebSocket of a case: the server, its handler and its client. */
record Talk(Site site, Echo echo, RawWebSocket client) implements AutoCloseable {
    /** Returns the server's side; waits until it is open. */
    WebSocket server() {
        return Eventually.get(echo.opened);
    }

    Talk send(WebSocketFrame... frames) throws IOException {
        client.send(frames);
        return this;
    }

    /** Asserts that the server ends it with this code, and that the connection ends when the client has answered. */
    void assertClosed(int code) throws IOException {
        assertThat(client.closeCode()).isEqualTo(code);
        client.send(WebSocketFrame.close(1000, ""));
        assertThat(client.client().rest().text()).as("bytes after the close frame").isEmpty();
        client.close();
    }

    @Override
    public void close() throws IOException {
        client.close();
        site.close();
    }
}
