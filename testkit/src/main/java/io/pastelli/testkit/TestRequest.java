package io.pastelli.testkit;

import io.pastelli.adapter.Settings;
import io.pastelli.conn.Plug;
import io.pastelli.http.Bytes;
import io.pastelli.http.Headers;

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
 */
public record TestRequest(String method, String target, Headers headers, Bytes body, long length,
        boolean bodyComplete,
        String protocol, Settings settings) {
    /** Makes a request without a body. */
    static TestRequest of(String method, String target) {
        return new TestRequest(method, target, Headers.of("host", "localhost"), Bytes.empty(), 0, true,
                "HTTP/1.1",
                Settings.DEFAULT);
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
                bytes.size(), true, protocol, settings);
    }

    /** Says that a body of undeclared length is to come: {@link TestConn#feed} and {@link TestConn#endBody}. */
    public TestRequest openBody() {
        return new TestRequest(method, target, headers.put("transfer-encoding", "chunked"), Bytes.empty(), -1,
                false,
                protocol, settings);
    }

    /** Says that a body of this length is to come: {@link TestConn#feed}. */
    public TestRequest openBody(long length) {
        return new TestRequest(method, target, headers.put("content-length", String.valueOf(length)),
                Bytes.empty(),
                length, length == 0, protocol, settings);
    }

    /** Changes the protocol: {@code HTTP/1.0}, {@code HTTP/2}. */
    public TestRequest protocol(String name) {
        return new TestRequest(method, target, headers, body, length, bodyComplete, name, settings);
    }

    /** Changes limits, time-outs and the like. */
    public TestRequest settings(Settings changed) {
        return new TestRequest(method, target, headers, body, length, bodyComplete, protocol, changed);
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
        return new TestRequest(method, target, changed, body, length, bodyComplete, protocol, settings);
    }
}
