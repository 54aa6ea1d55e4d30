package io.pastelli.testkit.tck;

import io.pastelli.ServerOptions;
import io.pastelli.adapter.Http2;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Wire;
import io.pastelli.testkit.http2.Http2Wire;
import java.io.IOException;

/** What an adapter is spoken to in. */
public enum Protocol {
    /** HTTP/1.1 and 1.0 in plain text. */
    HTTP_1_1("http-1.1", false, false),
    /** HTTP/1.1 and 1.0 over TLS. */
    HTTPS_1_1("https-1.1", true, false),
    /** HTTP/2 over TLS, chosen by ALPN. */
    HTTP_2("http-2", true, true),
    /** HTTP/2 in plain text, with prior knowledge. */
    HTTP_2_CLEAR("http-2-clear", false, true);

    private final String label;
    private final boolean tls;
    private final boolean http2;

    Protocol(String label, boolean tls, boolean http2) {
        this.label = label;
        this.tls = tls;
        this.http2 = http2;
    }

    /** Returns its name in tables and file names. */
    public String label() {
        return label;
    }

    /** Tells whether it runs over TLS. */
    public boolean isTls() {
        return tls;
    }

    /** Tells whether it is HTTP/2. */
    public boolean isHttp2() {
        return http2;
    }

    /** Returns the scheme of its requests: {@code http} or {@code https}. */
    public String scheme() {
        return tls ? "https" : "http";
    }

    /** Returns what a conn has as its protocol: {@code HTTP/1.1} or {@code HTTP/2}. */
    public String version() {
        return http2 ? "HTTP/2" : "HTTP/1.1";
    }

    /** Returns these options with what a server needs for this protocol. */
    ServerOptions serve(ServerOptions options) {
        ServerOptions secured = tls ? options.tls(TestTls.server()) : options;
        return http2 && !tls ? secured.http2(Http2.DEFAULT.withClearText(true)) : secured;
    }

    /** Opens a connection to a port on 127.0.0.1; a {@code receiveBuffer} of 0 bytes is the system's own choice. */
    Wire wire(int port, int receiveBuffer) throws IOException {
        if (!tls) {
            return Wire.tcp(port, receiveBuffer);
        }
        Wire wire = Wire.tls(port, receiveBuffer,
                TestTls.client().withProtocols(http2 ? "h2" : "http/1.1"));
        if (http2 && !wire.applicationProtocol().equals("h2")) {
            wire.fin();
            throw new AssertionError("the server did not choose h2 by ALPN");
        }
        return wire;
    }

    /** Connects to a port on 127.0.0.1; a {@code receiveBuffer} of 0 bytes is the system's own choice. */
    RawClient connect(int port, int receiveBuffer) throws IOException {
        Wire wire = wire(port, receiveBuffer);
        return new RawClient(http2 ? Http2Wire.over(wire, receiveBuffer) : wire);
    }
}
