package io.pastelli.bench.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty in its own mode of virtual threads: a blocking handler, which it runs on a new one for each request. */
final class VirtualJetty extends Handler.Abstract implements VirtualServer {
    private final ServerConnector connector;

    VirtualJetty() throws Exception {
        var pool = new QueuedThreadPool();
        pool.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        var server = new Server(pool);
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        connector = BareJetty.connector(server, new HttpConnectionFactory(configuration));
        server.setHandler(this);
        server.start();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        ByteBuffer body = HttpMethod.POST.is(request.getMethod())
                ? Content.Source.asByteBuffer(request)
                : ByteBuffer.wrap(VirtualServer.body(path));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, VirtualServer.type(path));
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
        Content.Sink.write(response, true, body);
        callback.succeeded();
        return true;
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }
}
