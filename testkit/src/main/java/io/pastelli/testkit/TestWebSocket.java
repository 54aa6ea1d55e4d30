package io.pastelli.testkit;

import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.owner.Owner;
import io.pastelli.testkit.websocket.WebSocketFrame;
import io.pastelli.websocket.CloseStatus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The client of a WebSocket that a plug serves without a server. Like a browser it answers pings and close frames by
 * itself, until it is {@linkplain #silent told not to}.
 *
 * {@snippet :
 * TestWebSocket socket = TestConn.get("/chat").header("origin", "http://localhost").webSocket(app);
 * assertEquals("hello", socket.send("hello").text());
 * socket.advance(Duration.ofSeconds(25)); // a ping, which it answers
 * socket.close(1000, "bye");
 * assertEquals(new Exit.ClientClosed(), socket.exit());
 * }
 *
 * <p>
 * It runs the real core, so what holds here holds on every server. What is awaited is awaited in real time, at most 5 s,
 * and is an {@link AssertionError} after that; pings and deadlines go by the clock, which {@link #advance} turns.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
public final class TestWebSocket {
    private final TestConn http;
    private final FakeExchange exchange;
    // guarded by the exchange, which tells of changes
    private final ArrayDeque<WebSocketFrame> frames = new ArrayDeque<>();
    private Optional<CloseStatus> closed = Optional.empty();
    private int seen;
    private int pings;
    private boolean silent;
    private boolean closing;

    private TestWebSocket(TestConn http) {
        this.http = http;
        this.exchange = http.exchange();
    }

    static TestWebSocket open(TestConn http) {
        if (http.status() != 101 && (http.status() != 200 || http.headers().contains("content-length"))) {
            throw new AssertionError("the handshake was refused: " + http.status() + " " + http.text());
        }
        var socket = new TestWebSocket(http);
        socket.exchange.listen(socket::heard);
        socket.heard(); // what came before
        return socket;
    }

    /** Returns the handshake's response and what else is known of the exchange. */
    public TestConn http() {
        return http;
    }

    /** Returns the next text; waits for it. */
    public String text() {
        return next(WebSocketFrame.TEXT).text();
    }

    /** Returns the next binary message; waits for it. */
    public Bytes binary() {
        return next(WebSocketFrame.BINARY).payload();
    }

    /** Returns the next frame that is no ping and no close frame; waits for it. */
    public WebSocketFrame frame() {
        synchronized (exchange) {
            exchange.await("a message comes", () -> !frames.isEmpty());
            return frames.remove();
        }
    }

    /** Tells whether a message has come that nobody has taken. */
    public boolean hasMessage() {
        synchronized (exchange) {
            return !frames.isEmpty();
        }
    }

    /** Returns how many pings have come. */
    public int pings() {
        synchronized (exchange) {
            return pings;
        }
    }

    /** Returns what the server's close frame says; waits for it. */
    public CloseStatus closed() {
        synchronized (exchange) {
            exchange.await("a close frame comes", () -> closed.isPresent());
            return closed.orElseThrow();
        }
    }

    /** Sends a text. */
    public TestWebSocket send(String text) {
        return send(WebSocketFrame.text(text));
    }

    /** Sends a binary message. */
    public TestWebSocket send(Bytes bytes) {
        return send(WebSocketFrame.of(WebSocketFrame.BINARY, bytes));
    }

    /** Sends a frame as it is, broken or not. */
    public TestWebSocket send(WebSocketFrame frame) {
        exchange.feed(Bytes.of(frame.encode()), false);
        return this;
    }

    /** Sends a close frame and, once the server's has come, leaves. */
    public TestWebSocket close(int code, String reason) {
        synchronized (exchange) {
            closing = true;
        }
        send(WebSocketFrame.close(code, reason));
        leaveWhenClosed();
        return this;
    }

    /** From now on answers neither pings nor close frames. */
    public TestWebSocket silent() {
        synchronized (exchange) {
            silent = true;
        }
        return this;
    }

    /** Leaves without a close frame: FIN. */
    public void leave() {
        exchange.leave(new Exit.ClientClosed());
    }

    /** Breaks off: RST. */
    public void reset() {
        http.reset();
    }

    /** From now on takes nothing: the next send blocks. */
    public TestWebSocket stall() {
        http.stall();
        return this;
    }

    /** Waits until a send is blocked. */
    public TestWebSocket awaitBlocked() {
        http.awaitBlocked();
        return this;
    }

    /** Takes again what comes, and what was held up. */
    public TestWebSocket take() {
        http.take();
        return this;
    }

    /** Turns the clock; pings and deadlines that are due are acted on before this returns. */
    public TestWebSocket advance(Duration by) {
        http.advance(by);
        return this;
    }

    /** Returns the owner. */
    public Owner owner() {
        return http.owner();
    }

    /** Returns how the socket ended; waits for it. */
    public Exit exit() {
        return http.exit();
    }

    private WebSocketFrame next(int opcode) {
        WebSocketFrame frame = frame();
        if (frame.opcode() != opcode) {
            throw new AssertionError("a frame with opcode " + frame.opcode() + " came, not " + opcode);
        }
        return frame;
    }

    /** Takes what has been written since the last time, and answers it. */
    private void heard() {
        var answers = new ArrayList<WebSocketFrame>();
        synchronized (exchange) {
            List<Bytes> written = exchange.chunks();
            while (seen < written.size()) {
                WebSocketFrame frame = parse(written.get(seen++));
                take(frame);
                if (!silent && !closing && (frame.opcode() == WebSocketFrame.PING
                        || frame.opcode() == WebSocketFrame.CLOSE)) {
                    answers.add(frame);
                }
            }
            exchange.notifyAll();
        }
        for (WebSocketFrame frame : answers) {
            if (frame.opcode() == WebSocketFrame.PING) {
                send(WebSocketFrame.of(WebSocketFrame.PONG, frame.payload()));
            } else {
                close(frame.code(), "");
            }
        }
        leaveWhenClosed();
    }

    private void take(WebSocketFrame frame) {
        switch (frame.opcode()) {
            case WebSocketFrame.PING -> pings++;
            case WebSocketFrame.CLOSE -> closed = Optional.of(new CloseStatus(frame.code(), frame.reason()));
            default -> frames.add(frame);
        }
    }

    /** Each write of the core is one frame. */
    private static WebSocketFrame parse(Bytes written) {
        ByteBuffer from = written.asByteBuffer();
        return WebSocketFrame.read(length -> {
            var some = new byte[Math.min(length, from.remaining())];
            from.get(some);
            return some;
        }).orElseThrow();
    }

    private void leaveWhenClosed() {
        boolean over;
        synchronized (exchange) {
            over = closing && closed.isPresent();
        }
        if (over) {
            leave();
        }
    }
}
