package io.pastelli.testkit.http2;

import io.pastelli.testkit.client.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * A gateway: takes requests in the text of HTTP/1.1, sends each on a stream of its own, and gives the responses back as
 * such text, in the order of the requests. A body without length comes in chunks, one a DATA frame; a stream that is
 * reset is a connection that breaks off. Like every gateway it says {@code connection: close}, and does so, when a
 * response begins before its request has ended, and closes after a request that has asked for it. The opening handshake of a WebSocket becomes an extended CONNECT
 * (RFC 8441); from its 101 on the bytes of both sides are passed on as they are.
 *
 * <p>
 * <b>Threading:</b> one reader and one writer; the ways to leave, which are those of the connection, from any thread.
 */
public final class Http2Wire implements Wire {
    private final Http2Connection connection;
    private final Streams streams;
    private final RequestText requests;

    private Http2Wire(Http2Connection connection) {
        this.connection = connection;
        this.streams = new Streams(connection);
        this.requests = new RequestText(streams, connection.wire().tls().isPresent() ? "https" : "http");
    }

    /**
     * Begins HTTP/2 on an open connection and waits for the server's settings.
     *
     * @param window how many bytes of a response may come before they are read; 0 for the default of 65 535
     */
    public static Http2Wire over(Wire wire, int window) throws IOException {
        int bytes = window == 0 ? 65_535 : window;
        var connection = new Http2Connection(wire);
        var gateway = new Http2Wire(connection);
        connection.begin(Frame.settings(2, 0, 4, bytes), Frame.windowUpdate(0, Integer.MAX_VALUE - 65_535));
        connection.start(gateway.streams);
        gateway.streams.awaitSettings();
        return gateway;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        requests.write(bytes, offset, length);
        streams.flush();
    }

    @Override
    public void writeRaw(byte... bytes) throws IOException {
        connection.wire().writeRaw(bytes);
    }

    @Override
    public int read(byte[] into, int offset, int length, Duration most) throws IOException {
        return streams.read(into, offset, length, most);
    }

    @Override
    public int localPort() {
        return connection.wire().localPort();
    }

    @Override
    public void fin() throws IOException {
        connection.wire().fin();
    }

    @Override
    public void halfClose() throws IOException {
        connection.wire().halfClose();
    }

    @Override
    public void reset() throws IOException {
        connection.wire().reset();
    }

    @Override
    public void truncate() throws IOException {
        connection.wire().truncate();
    }

    @Override
    public Optional<SSLSession> tls() {
        return connection.wire().tls();
    }

    @Override
    public String applicationProtocol() {
        return connection.wire().applicationProtocol();
    }
}
