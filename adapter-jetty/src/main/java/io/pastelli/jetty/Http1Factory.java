package io.pastelli.jetty;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.Connector;

/** Makes our HTTP/1 connections. */
final class Http1Factory extends AbstractConnectionFactory {
    private final Context context;

    Http1Factory(Context context) {
        super("http/1.1");
        this.context = context;
    }

    /** Returns the end point below any TLS. */
    static WatchedEndPoint bottom(EndPoint endPoint) {
        return (WatchedEndPoint) (endPoint instanceof SslConnection.SslEndPoint tls
                ? tls.getSslConnection().getEndPoint()
                : endPoint);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return configure(new Http1Connection(connector, endPoint, bottom(endPoint), context), connector,
                endPoint);
    }
}
