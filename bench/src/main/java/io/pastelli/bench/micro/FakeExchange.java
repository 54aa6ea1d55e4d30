package io.pastelli.bench.micro;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Departures;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.adapter.Settings;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Dispatcher;
import io.pastelli.http.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A GET whose response is taken at once and goes nowhere. */
class FakeExchange implements Exchange {
    private static final Peer PEER = new Peer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 4001));
    private static final Headers HEADERS = Headers.of("host", "localhost:4001", "user-agent", "curl/8.5.0",
            "accept",
            "*/*", "accept-encoding", "gzip, deflate");

    private final String target;
    private volatile boolean complete;

    FakeExchange(String target) {
        this.target = target;
    }

    /** Returns a conn of this path that has not been sent. */
    static Conn conn(String path) {
        var taken = new CompletableFuture<Conn>();
        try (var dispatcher = new Dispatcher(conn -> {
            taken.complete(conn);
            return conn.sendResp(200, "");
        }, Settings.DEFAULT)) {
            dispatcher.receive(new FakeExchange(path));
            return taken.join();
        }
    }

    /** Tells whether the response is complete. */
    boolean complete() {
        return complete;
    }

    @Override
    public String method() {
        return "GET";
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
        return HEADERS;
    }

    @Override
    public long contentLength() {
        return 0;
    }

    @Override
    public Peer peer() {
        return PEER;
    }

    @Override
    public void attach(Departures departures) {
        // nobody leaves
    }

    @Override
    public void watch() {
        // nobody leaves
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        return -1;
    }

    @Override
    public void onReadable(Runnable ready) {
        ready.run();
    }

    @Override
    public void begin(ResponseHead head, ByteBuffer first, boolean last, Completion completion) {
        completion.done();
        complete = last;
    }

    @Override
    public void write(ByteBuffer bytes, boolean last, Completion completion) {
        completion.done();
        complete = last;
    }

    @Override
    public void cut() {
        complete = true;
    }

    @Override
    public void closeAfter() {
        // there is no connection
    }
}
