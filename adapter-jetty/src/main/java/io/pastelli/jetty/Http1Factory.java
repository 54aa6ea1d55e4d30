package io.pastelli.jetty;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Makes our HTTP/1 connections. */
final class Http1Factory extends HttpConnectionFactory {
    private final Context context;

    Http1Factory(Context context) {
        super(configuration(context));
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
        return configure(
                new Http1Connection(getHttpConfiguration(), connector, endPoint, bottom(endPoint), context),
                connector, endPoint);
    }

    private static HttpConfiguration configuration(Context context) {
        var configuration = new HttpConfiguration();
        var limits = context.settings().limits();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        configuration.setSendXPoweredBy(false);
        configuration.setHeaderCacheCaseSensitive(true); // values as they were sent
        configuration.setRequestHeaderSize(limits.requestLine() + limits.headers() + 4);
        return configuration;
    }
}
