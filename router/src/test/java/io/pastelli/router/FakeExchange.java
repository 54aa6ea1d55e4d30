package io.pastelli.router;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Departures;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;

/** A request from nowhere; its response is kept. */
final class FakeExchange implements Exchange {
    private static final InetSocketAddress NOWHERE = InetSocketAddress.createUnresolved("nowhere", 1);

    private final String method;
    private final String target;
    private final Headers headers = Headers.of("host", "test");
    final CompletableFuture<ResponseHead> head = new CompletableFuture<>();
    private final StringBuilder body = new StringBuilder();

    FakeExchange(String method, String target) {
        this.method = method;
        this.target = target;
    }

    String body() {
        return body.toString();
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public String protocol() {
        return "HTTP/1.1";
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public long contentLength() {
        return 0;
    }

    @Override
    public Peer peer() {
        return new Peer(NOWHERE, NOWHERE);
    }

    @Override
    public void attach(Departures departures) {}

    @Override
    public void watch() {}

    @Override
    public int read(byte[] buffer, int offset, int length) {
        return -1;
    }

    @Override
    public void onReadable(Runnable ready) {
        ready.run();
    }

    @Override
    public void begin(ResponseHead sent, ByteBuffer first, boolean last, Completion completion) {
        body.append(StandardCharsets.UTF_8.decode(first));
        completion.done();
        head.complete(sent);
    }

    @Override
    public void write(ByteBuffer bytes, boolean last, Completion completion) {
        body.append(StandardCharsets.UTF_8.decode(bytes));
        completion.done();
    }

    @Override
    public void cut() {}

    @Override
    public void closeAfter() {}
}
