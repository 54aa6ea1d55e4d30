package io.pastelli.bench.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pastelli.bench.Wire;
import io.pastelli.tls.Tls;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with one non-blocking handler, which it runs on the selecting thread. */
final class BareJetty extends Handler.Abstract.NonBlocking implements Served {
    private static final byte[] TEXT = Wire.TEXT.getBytes(US_ASCII);

    private final Set<BareJettyStream> streams = ConcurrentHashMap.newKeySet();
    private final Set<BareJettySocket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final WebSocketUpgradeHandler upgrades;
    private final ServerConnector connector;
    private final ServerConnector tlsConnector;
    private final ByteBufferPool.Sized buffers;
    private final Path file;

    BareJetty(Tls tls, Path file) throws Exception {
        this.file = file;
        int processors = Runtime.getRuntime().availableProcessors();
        var pool = new QueuedThreadPool(processors + 16, processors + 2);
        pool.setReservedThreads(0);
        var server = new Server(pool);
        buffers = new ByteBufferPool.Sized(server.getByteBufferPool(), true, 64 * 1024);
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        connector = connector(server, new HttpConnectionFactory(configuration));
        var ssl = new SslContextFactory.Server();
        ssl.setSslContext(tls.context());
        var secured = new HttpConfiguration(configuration);
        secured.addCustomizer(new SecureRequestCustomizer(false));
        var alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
        alpn.setDefaultProtocol("http/1.1");
        tlsConnector = connector(server, new SslConnectionFactory(ssl, alpn.getProtocol()), alpn,
                new HTTP2ServerConnectionFactory(secured), new HttpConnectionFactory(secured));
        upgrades = WebSocketUpgradeHandler.from(server,
                container -> container.addMapping(Wire.SOCKETS + "*",
                        (request, response, callback) -> new BareJettySocket(sockets, count)));
        server.addBean(upgrades); // beside, not around: it blocks, and all requests would change threads
        server.setHandler(this);
        server.start();
    }

    static ServerConnector connector(Server server, ConnectionFactory... protocols) {
        var connector = new ServerConnector(server, 1, Runtime.getRuntime().availableProcessors(), protocols);
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(4096);
        connector.setIdleTimeout(600_000);
        server.addConnector(connector);
        return connector;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        if (path.startsWith(Wire.SOCKETS)) {
            return upgrades.handle(request, response, callback);
        }
        if (HttpMethod.POST.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, request.getLength());
            Content.copy(request, response, callback);
        } else if (path.equals(Wire.PLAIN) || path.equals(Wire.ROUTED)) {
            answer(response, "text/plain; charset=utf-8", TEXT, callback);
        } else if (path.startsWith(Wire.JSON)) {
            answer(response, "application/json", BareJson.body(path), callback);
        } else if (path.equals(Wire.FILE)) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, Wire.FILE_SIZE);
            Content.copy(Content.Source.from(buffers, file), response, callback);
        } else {
            open(path, response);
        }
        return true;
    }

    private static void answer(Response response, String type, byte[] body, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private void open(String path, Response response) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        var stream = new BareJettyStream(response, streams);
        if (path.startsWith(Wire.STREAMS)) {
            streams.add(stream);
        }
        stream.send(ByteBuffer.allocate(0));
        count.incrementAndGet();
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public int tlsPort() {
        return tlsConnector.getLocalPort();
    }

    @Override
    public int opened() {
        return count.get();
    }

    @Override
    public int broadcast(byte[] event) {
        int reached = sockets.size();
        String text = new String(event, US_ASCII);
        sockets.forEach(socket -> socket.send(text));
        for (BareJettyStream stream : streams) {
            stream.send(ByteBuffer.wrap(event));
            reached++;
        }
        return reached;
    }
}
