package io.pastelli.testkit.websocket;

import io.pastelli.testkit.http2.ErrorCode;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Hpack;
import io.pastelli.testkit.http2.Http2Client;
import io.pastelli.testkit.http2.Received;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * A WebSocket on one stream of HTTP/2 (RFC 8441), beside others on the same connection. It sends exactly the frames it is
 * given and answers nothing by itself; every wait has the deadline of its {@link Http2Client}.
 *
 * <p>
 * <b>Threading:</b> one reader; any thread sends.
 *
 * {@snippet :
 * import io.pastelli.testkit.http2.*;
 * import io.pastelli.testkit.websocket.*;
 *
 * try (var client = Http2Client.over(Wire.tls(server.port(), tls.withProtocols("h2")))) {
 *     var one = StreamWebSocket.open(client, "/echo");
 *     var other = StreamWebSocket.open(client, "/echo");
 *     one.reset(ErrorCode.CANCEL);
 *     assertEquals("still here", other.send(WebSocketFrame.text("still here")).text());
 * }
 * }
 */
public final class StreamWebSocket {
    private final Http2Client client;
    private final int stream;
    private int read;

    private StreamWebSocket(Http2Client client, int stream) {
        this.client = client;
        this.stream = stream;
    }

    /** Asks for a WebSocket on a new stream and does not wait for the answer; the fields are names and values in turn. */
    public static StreamWebSocket ask(Http2Client client, String path, String... fields) throws IOException {
        int stream = client.nextStream();
        var block = new ByteArrayOutputStream();
        block.writeBytes(client.head("CONNECT", path, ":protocol", "websocket"));
        block.writeBytes(Hpack.block("sec-websocket-version", "13"));
        block.writeBytes(Hpack.block(fields));
        client.send(Frame.headers(stream, false, block.toByteArray()));
        return new StreamWebSocket(client, stream);
    }

    /**
     * Opens a WebSocket on a new stream; the fields are names and values in turn.
     *
     * @throws AssertionError when the server refuses it
     */
    public static StreamWebSocket open(Http2Client client, String path, String... fields) throws IOException {
        StreamWebSocket socket = ask(client, path, fields);
        int status = client.status(socket.stream);
        if (status != 200) {
            throw new AssertionError("the handshake was refused with " + status);
        }
        return socket;
    }

    /** Returns the number of its stream. */
    public int stream() {
        return stream;
    }

    /** Sends frames in one DATA frame. */
    public StreamWebSocket send(WebSocketFrame... frames) throws IOException {
        var all = new ByteArrayOutputStream();
        for (WebSocketFrame frame : frames) {
            all.writeBytes(frame.encode());
        }
        client.send(Frame.data(stream, false, all.toByteArray()));
        return this;
    }

    /** Ends the client's direction of the stream, which is what FIN is to a connection. */
    public void end() throws IOException {
        client.send(Frame.data(stream, true));
    }

    /** Leaves with RST_STREAM and this code. */
    public void reset(ErrorCode code) throws IOException {
        client.send(Frame.reset(stream, code.code()));
    }

    /** Reads a frame that has to come. */
    public WebSocketFrame frame() {
        client.await("WebSocket frame " + read + " on stream " + stream, each -> next().isPresent());
        WebSocketFrame frame = next().orElseThrow();
        read += frame.unmasked().encode().length;
        return frame;
    }

    /** Reads a text that has to come. */
    public String text() {
        WebSocketFrame frame = frame();
        if (frame.opcode() != WebSocketFrame.TEXT) {
            throw new AssertionError("a frame came that is no text: " + frame);
        }
        return frame.text();
    }

    /** Waits for the server's end of the stream; empty when it was in order, else the reset. */
    public Optional<Received> awaitEnd() {
        Received last = client.await("the end of stream " + stream, each -> each.is(Frame.RST_STREAM, stream)
                || (each.is(Frame.DATA, stream) && each.frame().has(Frame.END_STREAM)));
        return Optional.of(last).filter(each -> each.frame().type() == Frame.RST_STREAM);
    }

    private Optional<WebSocketFrame> next() {
        var came = new ByteArrayOutputStream();
        client.on(stream).stream().filter(each -> each.is(Frame.DATA, stream))
                .forEach(each -> came.writeBytes(each.frame().content()));
        var in = new ByteArrayInputStream(came.toByteArray());
        in.skip(read);
        return WebSocketFrame.read(length -> {
            var bytes = new byte[Math.min(length, in.available())];
            in.read(bytes, 0, bytes.length);
            return bytes;
        });
    }
}
