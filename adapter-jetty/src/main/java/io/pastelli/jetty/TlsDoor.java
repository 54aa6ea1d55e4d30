package io.pastelli.jetty;

import io.pastelli.adapter.Refusal;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.DetectorConnectionFactory;

/** Lets TLS in, and tells those who speak HTTP in clear text what is wrong. */
final class TlsDoor extends DetectorConnectionFactory {
    private static final Refusal CLEAR = new Refusal(400,
            "this port speaks https: begin the URL with https://");

    TlsDoor(TlsFactory factory) {
        super(factory);
    }

    @Override
    protected void nextProtocol(Connector connector, EndPoint endPoint, ByteBuffer buffer) {
        WatchedEndPoint socket = (WatchedEndPoint) endPoint;
        byte first = buffer.get(buffer.position());
        if (first >= 'A' && first <= 'Z') {
            socket.refuse(socket::write, CLEAR);
        } else {
            socket.close();
        }
    }
}
