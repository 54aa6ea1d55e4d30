package io.pastelli.push.sse;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Departures;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client under the SPI: it reads at once, or, while it stalls, not at all, and it can leave. */
final class FakeClient implements Exchange {
    private static final Headers HEADERS = Headers.of("host", "test");
    private static final InetSocketAddress END = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    private final String target;
    private final String method;
    private final Headers headers;
    // guarded by this
    private final List<String> writes = new ArrayList<>();
    private @Nullable Departures departures;
    private @Nullable Completion held;
    private boolean keeps = true;
    private boolean stalled;
    private boolean complete;
    private boolean cut;
    private int count;

    FakeClient(String method, String target) {
        this(method, target, HEADERS);
    }

    FakeClient(String method, String target, Headers headers) {
        this.method = method;
        this.target = target;
        this.headers = headers;
    }

    /** From now on nothing is taken: the next write goes out and is not completed. */
    synchronized void stall() {
        stalled = true;
    }

    void resume() {
        Completion now;
        synchronized (this) {
            stalled = false;
            now = held;
            held = null;
        }
        if (now != null) {
            now.done();
        }
    }

    /** Only counts what comes from now on. */
    synchronized void forget() {
        keeps = false;
        writes.clear();
    }

    void leave() {
        Departures told;
        synchronized (this) {
            told = departures;
        }
        if (told != null) {
            told.departed(new Exit.ClientClosed());
        }
    }

    String id() {
        return target.substring(1);
    }

    synchronized String received() {
        return String.join("", writes);
    }

    synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    synchronized int count() {
        return count;
    }

    synchronized boolean complete() {
        return complete;
    }

    synchronized boolean wasCut() {
        return cut;
    }

    @Override
    public void begin(ResponseHead head, ByteBuffer first, boolean last, Completion completion) {
        take(first, last, completion);
    }

    @Override
    public void write(ByteBuffer bytes, boolean last, Completion completion) {
        take(bytes, last, completion);
    }

    private void take(ByteBuffer bytes, boolean last, Completion completion) {
        synchronized (this) {
            count++;
            complete |= last;
            if (keeps) {
                writes.add(StandardCharsets.UTF_8.decode(bytes).toString());
            }
            if (stalled) {
                held = completion;
                return;
            }
        }
        completion.done();
    }

    @Override
    public synchronized void attach(Departures told) {
        departures = told;
    }

    @Override
    public synchronized void cut() {
        cut = true;
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
        return new Peer(END, END);
    }

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
    public void closeAfter() {}
}
