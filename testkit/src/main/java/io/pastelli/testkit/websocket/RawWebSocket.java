package io.pastelli.testkit.websocket;

import io.pastelli.http.Bytes;
import io.pastelli.testkit.client.Head;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A blocking WebSocket client that sends exactly the frames it is given and answers nothing by itself. Every operation
 * has the deadline of its {@link RawClient}, by default 10 s.
 *
 * <p>
 * <b>Threading:</b> one reader and one writer; the ways to leave, which are the client's, from any thread.
 *
 * {@snippet :
 * import io.pastelli.testkit.websocket.*;
 *
 * try (var socket = RawWebSocket.open(RawClient.connect(server.port()), "/echo")) {
 *     socket.send(WebSocketFrame.text("hel").open(), WebSocketFrame.of(WebSocketFrame.CONTINUATION, Bytes.of("lo")));
 *     assertEquals("hello", socket.text());
 * }
 * }
 */
public final class RawWebSocket implements AutoCloseable {
    /** The field lines of a handshake besides {@code host}. */
    public static final String HANDSHAKE = "upgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-version: 13\r\n"
            + "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==";
    /** What a server answers to the key of {@link #HANDSHAKE}. */
    public static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private final RawClient client;
    private final Head head;

    /** Makes a client of a connection whose handshake is done. */
    public RawWebSocket(RawClient client, Head head) {
        this.client = client;
        this.head = head;
    }

    /**
     * Opens a WebSocket on HTTP/1.1, with these further field lines.
     *
     * @throws AssertionError when the server refuses it
     */
    public static RawWebSocket open(RawClient client, String path, String... fieldLines) throws IOException {
        client.send(Requests.head("GET", path, fieldLines) + HANDSHAKE + "\r\n\r\n");
        Head head = client.readHead();
        if (head.status() != 101 || !head.all("sec-websocket-accept").contains(ACCEPT)) {
            throw new AssertionError("the handshake was refused: " + head);
        }
        return new RawWebSocket(client, head);
    }

    /** Returns the head of the handshake's response. */
    public Head head() {
        return head;
    }

    /** Returns the connection, to send other bytes or to leave. */
    public RawClient client() {
        return client;
    }

    /** Sets the deadline of each wait to come, that of its {@link RawClient}. */
    public RawWebSocket patience(Duration most) {
        client.patience(most);
        return this;
    }

    /** Sends frames in one write. */
    public RawWebSocket send(WebSocketFrame... frames) throws IOException {
        var all = new ByteArrayOutputStream();
        for (WebSocketFrame frame : frames) {
            all.writeBytes(frame.encode());
        }
        client.send(all.toByteArray());
        return this;
    }

    /** Sends a text. */
    public RawWebSocket send(String text) throws IOException {
        return send(WebSocketFrame.text(text));
    }

    /** Reads a frame; empty when the connection ends, in order or not, before one is whole. */
    public Optional<WebSocketFrame> read() {
        return WebSocketFrame.read(client::bytes);
    }

    /** Reads a frame that has to come. */
    public WebSocketFrame frame() {
        return read().orElseThrow(() -> new AssertionError("the connection ended before a frame came"));
    }

    /** Reads a text that has to come. */
    public String text() {
        return frame(WebSocketFrame.TEXT).text();
    }

    /** Reads a binary message that has to come. */
    public Bytes binary() {
        return frame(WebSocketFrame.BINARY).payload();
    }

    /** Reads a close frame that has to come and returns its code. */
    public int closeCode() {
        return frame(WebSocketFrame.CLOSE).code();
    }

    /** Reads a frame with this opcode that has to come. */
    public WebSocketFrame frame(int opcode) {
        WebSocketFrame frame = frame();
        if (frame.opcode() != opcode) {
            throw new AssertionError(
                    "a frame came that has another opcode than " + opcode + ": " + frame.opcode()
                            + " \"" + (frame.opcode() == WebSocketFrame.CLOSE
                                    ? frame.code() + " " + frame.reason()
                                    : frame.text())
                            + "\"");
        }
        return frame;
    }

    /** Leaves: FIN, with no close frame. */
    @Override
    public void close() throws IOException {
        client.fin();
    }
}
