package io.pastelli.bench.server;

import io.undertow.Undertow;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.xnio.Options;

/** Undertow whose handler dispatches each request to a new virtual thread, to read and write there, blocking. */
final class VirtualUndertow implements VirtualServer {
    private static final int BUFFER = 16 * 1024;
    private static final int MOST_POOLED = 1_000;

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int port;

    VirtualUndertow() {
        // pooled, but not by threads as by default: each virtual one would take its buffers with it
        var buffers = new DefaultByteBufferPool(true, BUFFER, MOST_POOLED, 0);
        Undertow server = Undertow.builder().addHttpListener(0, "127.0.0.1").setByteBufferPool(buffers)
                .setIoThreads(Runtime.getRuntime().availableProcessors()).setWorkerThreads(16)
                .setSocketOption(Options.BACKLOG, 4096)
                .setHandler(exchange -> exchange.dispatch(threads, VirtualUndertow::answer)).build();
        server.start();
        port = ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    }

    private static void answer(HttpServerExchange exchange) throws IOException {
        exchange.startBlocking();
        String path = exchange.getRequestPath();
        byte[] body = exchange.getRequestMethod().equals(Methods.POST)
                ? exchange.getInputStream().readAllBytes()
                : VirtualServer.body(path);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, VirtualServer.type(path));
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }

    @Override
    public int port() {
        return port;
    }
}
