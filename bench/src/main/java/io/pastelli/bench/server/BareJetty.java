package io.pastelli.bench.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pastelli.bench.Wire;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with one non-blocking handler, which it runs on the selecting thread. */
final class BareJetty extends Handler.Abstract.NonBlocking implements Served {
    private static final byte[] TEXT = Wire.TEXT.getBytes(US_ASCII);

    private final Set<BareJettyStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final ServerConnector connector;

    BareJetty() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        var pool = new QueuedThreadPool(processors + 16, processors + 2);
        pool.setReservedThreads(0);
        var server = new Server(pool);
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, processors, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(4096);
        connector.setIdleTimeout(600_000);
        server.addConnector(connector);
        server.setHandler(this);
        server.start();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (HttpMethod.POST.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, request.getLength());
            Content.copy(request, response, callback);
        } else if (path.equals(Wire.PLAIN)) {
            answer(response, "text/plain; charset=utf-8", TEXT, callback);
        } else if (path.startsWith(Wire.JSON)) {
            answer(response, "application/json", BareJson.body(path), callback);
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
    public int opened() {
        return count.get();
    }

    @Override
    public int broadcast(byte[] event) {
        int reached = 0;
        for (BareJettyStream stream : streams) {
            stream.send(ByteBuffer.wrap(event));
            reached++;
        }
        return reached;
    }
}
