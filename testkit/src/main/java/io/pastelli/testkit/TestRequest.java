package io.pastelli.testkit;

import io.pastelli.adapter.Settings;
import io.pastelli.conn.Params;
import io.pastelli.conn.Plug;
import io.pastelli.http.Bytes;
import io.pastelli.http.Headers;
import io.pastelli.tls.TlsSession;
import java.time.InstantSource;
import java.util.Map;
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
 * @param settings limits, time-outs and the like
 * @param before what changes the conn before the plug sees it
 * @param tls what was agreed for TLS, empty for plain http
 */
public record TestRequest(String method, String target, Headers headers, Bytes body, long length,
        boolean bodyComplete,
        String protocol, Settings settings, Plug before, Optional<TlsSession> tls) {
    /** Makes a request without a body. */
    static TestRequest of(String method, String target) {
        return new TestRequest(method, target, Headers.of("host", "localhost"), Bytes.empty(), 0, true,
                "HTTP/1.1",
                Settings.DEFAULT, conn -> conn, Optional.empty());
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
                bytes.size(), true, protocol, settings, before, tls);
    }

    /** Gives a form as the whole body: {@link Params#encode}. */
    public TestRequest form(Map<String, ?> fields) {
        return typed("application/x-www-form-urlencoded").body(Params.encode(fields));
    }

    /** Gives JSON as the whole body. */
    public TestRequest json(String text) {
        return typed("application/json").body(text);
    }

    /** Gives a form with files as the whole body. */
    public TestRequest multipart(TestMultipart form) {
        return typed(TestMultipart.CONTENT_TYPE).body(form.body());
    }

    /** Sends one more cookie. */
    public TestRequest cookie(String name, String value) {
        return withCookies(name + "=" + value);
    }

    TestRequest withCookies(String pairs) {
        return with(headers.put("cookie",
                headers.first("cookie").map(all -> all + "; " + pairs).orElse(pairs)));
    }

    /**
     * Sends the cookies that an earlier request had, as its response left them; {@link TestClient} does so by itself.
     */
    public TestRequest recycleCookies(TestConn earlier) {
        var cookies = new TestCookies(InstantSource.system());
        earlier.request().headers().all("cookie").forEach(cookies::put);
        earlier.headersSoFar().ifPresent(sent -> cookies.take("/", sent));
        return cookies.addTo(this);
    }

    /**
     * Changes the conn before the plug sees it, after earlier changes: what other plugs would have put.
     *
     * {@snippet :
     * TestConn.get("/").before(conn -> Session.init(conn, Map.of("user", "7"))).call(app);
     * }
     */
    public TestRequest before(Plug change) {
        return new TestRequest(method, target, headers, body, length, bodyComplete, protocol, settings,
                Plug.pipeline(before, change), tls);
    }

    /** Says that a body of undeclared length is to come: {@link TestConn#feed} and {@link TestConn#endBody}. */
    public TestRequest openBody() {
        return new TestRequest(method, target, headers.put("transfer-encoding", "chunked"), Bytes.empty(), -1,
                false,
                protocol, settings, before, tls);
    }

    /** Says that a body of this length is to come: {@link TestConn#feed}. */
    public TestRequest openBody(long length) {
        return new TestRequest(method, target, headers.put("content-length", String.valueOf(length)),
                Bytes.empty(),
                length, length == 0, protocol, settings, before, tls);
    }

    /** Changes the protocol: {@code HTTP/1.0}, {@code HTTP/2}. */
    public TestRequest protocol(String name) {
        return new TestRequest(method, target, headers, body, length, bodyComplete, name, settings, before,
                tls);
    }

    /** Changes limits, time-outs and the like. */
    public TestRequest settings(Settings changed) {
        return new TestRequest(method, target, headers, body, length, bodyComplete, protocol, changed,
                before, tls);
    }

    /** Sends it over https, as if this was agreed. */
    public TestRequest tls(TlsSession agreed) {
        return new TestRequest(method, target, headers, body, length, bodyComplete, protocol, settings,
                before,
                Optional.of(agreed));
    }

    /**
     * Adds what makes this the opening handshake of a WebSocket (RFC 6455 section 4.1), or, with the protocol
     * {@code HTTP/2}, an extended CONNECT (RFC 8441).
     */
    public TestRequest handshake() {
        if (protocol.equals("HTTP/2")) {
            return new TestRequest("CONNECT", target, headers.put("sec-websocket-version", "13"), body, -1,
                    false, protocol, settings, before, tls);
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

    /** Returns the {@code :protocol} of an extended CONNECT; others are not played. */
    Optional<String> connectProtocol() {
        return method.equals("CONNECT") && protocol.equals("HTTP/2")
                ? Optional.of("websocket")
                : Optional.empty();
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

    private TestRequest typed(String type) {
        return with(headers.put("content-type", type));
    }

    private TestRequest with(Headers changed) {
        return new TestRequest(method, target, changed, body, length, bodyComplete, protocol, settings,
                before, tls);
    }
}
