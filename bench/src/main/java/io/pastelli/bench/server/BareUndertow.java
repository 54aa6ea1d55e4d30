package io.pastelli.bench.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pastelli.bench.Wire;
import io.pastelli.tls.Tls;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.IoUtils;
import org.xnio.Options;
import org.xnio.channels.StreamSinkChannel;

/** Undertow with one handler on the I/O thread. */
final class BareUndertow implements HttpHandler, Served {
    private static final byte[] TEXT = Wire.TEXT.getBytes(US_ASCII);

    private final Set<StreamSinkChannel> streams = ConcurrentHashMap.newKeySet();
    private final HttpHandler upgrade = Handlers.websocket((exchange, socket) -> open(socket));
    private final Set<WebSocketChannel> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final int port;
    private final int tlsPort;
    private final Path file;

    BareUndertow(Tls tls, Path file) {
        this.file = file;
        Undertow server = Undertow.builder().addHttpListener(0, "127.0.0.1")
                .addHttpsListener(0, "127.0.0.1", tls.context())
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .setIoThreads(Runtime.getRuntime().availableProcessors()).setWorkerThreads(16)
                .setSocketOption(Options.BACKLOG, 4096).setHandler(this).build();
        server.start();
        int[] ports = server.getListenerInfo().stream().map(info -> (InetSocketAddress) info.getAddress())
                .mapToInt(InetSocketAddress::getPort).toArray();
        port = ports[0];
        tlsPort = ports[1];
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String path = exchange.getRequestPath();
        if (path.startsWith(Wire.SOCKETS)) {
            upgrade.handleRequest(exchange);
        } else if (exchange.getRequestMethod().equals(Methods.POST)) {
            exchange.getRequestReceiver().receiveFullBytes(
                    (ready, body) -> answer(ready, "application/octet-stream", body));
        } else if (path.equals(Wire.PLAIN) || path.equals(Wire.ROUTED)) {
            answer(exchange, "text/plain; charset=utf-8", TEXT);
        } else if (path.startsWith(Wire.JSON)) {
            answer(exchange, "application/json", BareJson.body(path));
        } else if (path.equals(Wire.FILE)) {
            send(file, exchange);
        } else {
            exchange.dispatch(SameThreadExecutor.INSTANCE, () -> open(path, exchange));
        }
    }

    private static void answer(HttpServerExchange exchange, String type, byte[] body) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }

    private static void send(Path file, HttpServerExchange exchange) throws IOException {
        exchange.setResponseContentLength(Wire.FILE_SIZE);
        FileChannel channel = FileChannel.open(file);
        exchange.addExchangeCompleteListener((done, next) -> {
            IoUtils.safeClose(channel);
            next.proceed();
        });
        exchange.getResponseSender().transferFrom(channel, IoCallback.END_EXCHANGE);
    }

    private void open(WebSocketChannel socket) {
        sockets.add(socket);
        socket.addCloseTask(sockets::remove);
        socket.getReceiveSetter().set(new AbstractReceiveListener() {
            @Override
            protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
                WebSockets.sendText(message.getData(), from, null);
            }
        });
        socket.resumeReceives();
        count.incrementAndGet();
    }

    private void open(String path, HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream");
        StreamSinkChannel sink = exchange.getResponseChannel();
        if (path.startsWith(Wire.STREAMS)) {
            streams.add(sink);
        }
        write(sink, ByteBuffer.allocate(0));
        count.incrementAndGet();
    }

    /** Writes on the I/O thread; a client that cannot take an event at once loses its stream. */
    private void write(StreamSinkChannel sink, ByteBuffer bytes) {
        try {
            if (bytes.hasRemaining()) {
                sink.write(bytes);
            }
            if (sink.flush() && !bytes.hasRemaining()) {
                return;
            }
        } catch (IOException e) {
            // closed below
        }
        streams.remove(sink);
        IoUtils.safeClose(sink);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int tlsPort() {
        return tlsPort;
    }

    @Override
    public int opened() {
        return count.get();
    }

    @Override
    public int broadcast(byte[] event) {
        int reached = sockets.size();
        sockets.forEach(socket -> WebSockets.sendText(ByteBuffer.wrap(event), socket, null));
        for (StreamSinkChannel sink : streams) {
            sink.getIoThread().execute(() -> write(sink, ByteBuffer.wrap(event)));
            reached++;
        }
        return reached;
    }
}
