package io.pastelli.jetty;

import java.util.List;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NegotiatingServerConnection;

/** Waits for the end of the handshake and goes on with what ALPN chose (RFC 7301); with HTTP/1.1 when it chose nothing. */
final class Negotiation extends NegotiatingServerConnection implements SslHandshakeListener {
    private static final String DEFAULT = "http/1.1";

    Negotiation(Connector connector, EndPoint endPoint, SSLEngine engine, List<String> protocols) {
        super(connector, endPoint, engine, protocols, DEFAULT);
    }

    @Override
    public void handshakeSucceeded(Event event) {
        String chosen = getSSLEngine().getApplicationProtocol();
        setProtocol(chosen == null || chosen.isEmpty() ? DEFAULT : chosen);
    }
}
