package io.pastelli.testkit;

import io.pastelli.adapter.Settings;
import io.pastelli.conn.Plug;
import io.pastelli.http.Bytes;
import io.pastelli.http.Headers;
import java.util.Optional;

/**
 * A request to test a plug with; immutable, so one can be the base of several. See {@link TestConn}.
 *
 * @param method the method
 * @param target path and query as they would be sent
 * @param headers the fields; {@code host} is there already
 * @param body what has arrived of the body
 * @param length the declared length, −1 for an undeclared one
 * @param bodyComplete whether the body has arrived to its end
 * @param protocol {@code HTTP/1.1} unless changed
 * @param connectProtocol the {@code :protocol} of an extended CONNECT on HTTP/2
 * @param settings limits, time-outs and the like
 */
public record TestRequest(String method, String target, Headers headers, Bytes body, long length,
        boolean bodyComplete,
        String protocol, Optional<String> connectProtocol, Settings settings) {
    /** Makes a request without a body. */
    static TestRequest of(String method, String target) {
        return new TestRequest(method, target, Headers.of("host", "localhost"), Bytes.empty(), 0, true,
                "HTTP/1.1", Optional.empty(), Settings.DEFAULT);
    }

    /** Adds a field; an earlier one of that name stays. */
    public TestRequest header(String name, String value) {
        return with(headers.append(name, value));
    }

    /** Takes a field away. */
    public TestRequest withoutHeader(String name) {
        return with(headers.delete(name));
    }

    /** Gives the whole body, in UTF-8, with its length declared. */
    public TestRequest body(String text) {
        return body(Bytes.of(text));
    }

    /** Gives the whole body, with its length declared. */
    public TestRequest body(Bytes bytes) {
        return new TestRequest(method, target, headers.put("content-length", String.valueOf(bytes.size())),
                bytes,
                bytes.size(), true, protocol, connectProtocol, settings);
    }

    /** Says that a body of undeclared length is to come: {@link TestConn#feed} and {@link TestConn#endBody}. */
    public TestRequest openBody() {
        return new TestRequest(method, target, headers.put("transfer-encoding", "chunked"), Bytes.empty(), -1,
                false,
                protocol, connectProtocol, settings);
    }

    /** Says that a body of this length is to come: {@link TestConn#feed}. */
    public TestRequest openBody(long length) {
        return new TestRequest(method, target, headers.put("content-length", String.valueOf(length)),
                Bytes.empty(),
                length, length == 0, protocol, connectProtocol, settings);
    }

    /** Changes the protocol: {@code HTTP/1.0}, {@code HTTP/2}. */
    public TestRequest protocol(String name) {
        return new TestRequest(method, target, headers, body, length, bodyComplete, name, connectProtocol,
                settings);
    }

    /** Changes limits, time-outs and the like. */
    public TestRequest settings(Settings changed) {
        return new TestRequest(method, target, headers, body, length, bodyComplete, protocol, connectProtocol,
                changed);
    }

    /**
     * Adds what makes this the opening handshake of a WebSocket (RFC 6455 section 4.1), or, with the protocol
     * {@code HTTP/2}, an extended CONNECT (RFC 8441).
     */
    public TestRequest handshake() {
        if (protocol.equals("HTTP/2")) {
            return new TestRequest("CONNECT", target, headers.put("sec-websocket-version", "13"), body, -1,
                    false, protocol, Optional.of("websocket"), settings);
        }
        return with(headers.merge(Headers.of("upgrade", "websocket", "connection", "Upgrade",
                "sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==", "sec-websocket-version", "13")));
    }

    /**
     * Opens a WebSocket that {@code plug} serves.
     *
     * @throws AssertionError when the plug refuses it: {@code handshake().call(plug)} says how
     */
    public TestWebSocket webSocket(Plug plug) {
        return TestWebSocket.open(handshake().call(plug));
    }

    /**
     * Runs {@code plug} and waits until it has returned and its response has begun.
     *
     * @throws AssertionError when that takes longer than 5 s of real time
     */
    public TestConn call(Plug plug) {
        return start(plug).awaitReturn();
    }

    /** Runs {@code plug} and does not wait: for handlers that stay. */
    public TestConn start(Plug plug) {
        return TestConn.start(this, plug);
    }

    private TestRequest with(Headers changed) {
        return new TestRequest(method, target, changed, body, length, bodyComplete, protocol, connectProtocol,
                settings);
    }
}
