package io.pastelli.jetty;

import io.pastelli.tls.Tls;
import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;

/** Makes TLS connections whose client chooses among the protocols that are served. */
final class TlsFactory extends AbstractConnectionFactory implements ConnectionFactory.Detecting {
    private static final int HANDSHAKE = 0x16;
    private static final int ALERT = 0x15;

    private final Tls tls;
    private final List<String> protocols;

    /** Makes a factory that offers {@code protocols}, the best first. */
    TlsFactory(Tls tls, List<String> protocols) {
        super("tls");
        this.tls = tls;
        this.protocols = protocols;
    }

    @Override
    public Detection detect(ByteBuffer buffer) {
        if (buffer.remaining() < 2) {
            return Detection.NEED_MORE_BYTES;
        }
        int type = buffer.get(buffer.position());
        boolean record = (type == HANDSHAKE || type == ALERT) && buffer.get(buffer.position() + 1) == 3;
        return record ? Detection.RECOGNIZED : Detection.NOT_RECOGNIZED;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        SSLEngine engine = tls.context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(tls.parameters());
        engine.setHandshakeApplicationProtocolSelector(
                (same, offered) -> protocols.stream().filter(offered::contains).findFirst().orElse(""));
        var connection = configure(new TlsConnection(connector, (WatchedEndPoint) endPoint, engine),
                connector,
                endPoint);
        EndPoint clear = connection.getSslEndPoint();
        var negotiation = new Negotiation(connector, clear, engine, protocols);
        connection.addHandshakeListener(negotiation);
        clear.setConnection(configure(negotiation, connector, clear));
        return connection;
    }
}
