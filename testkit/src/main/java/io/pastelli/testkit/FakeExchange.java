package io.pastelli.testkit;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Departures;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Bytes;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import io.pastelli.tls.TlsSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An exchange without a connection: it keeps what is written and plays the client.
 *
 * <p>
 * <b>Threading:</b> any thread; guarded by its own monitor. The core is called without holding it.
 */
final class FakeExchange implements Exchange {
    private static final long PATIENCE = 5_000_000_000L;

    private record Pending(Completion completion, Bytes bytes, boolean last) {}

    private final TestRequest request;
    // guarded by this
    private @Nullable Departures departures;
    private @Nullable ResponseHead head;
    private final List<Bytes> chunks = new ArrayList<>();
    private final List<TestConn.Inform> informs = new ArrayList<>();
    private Headers trailers = Headers.empty();
    private @Nullable Pending pending;
    private @Nullable Exit left;
    private @Nullable Runnable ready;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int consumed;
    private boolean bodyComplete;
    private boolean woken;
    private boolean watched;
    private boolean told;
    private boolean stalled;
    private boolean complete;
    private boolean cut;
    private boolean closeAfter;
    private boolean upgraded;
    private boolean ourEnd;
    private boolean theirEnd;
    private Runnable listener = () -> {};

    FakeExchange(TestRequest request) {
        this.request = request;
        this.bodyComplete = request.bodyComplete();
        body.writeBytes(request.body().toByteArray());
    }

    // --- what the core asks

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public String target() {
        return request.target();
    }

    @Override
    public String protocol() {
        return request.protocol();
    }

    @Override
    public String scheme() {
        return request.tls().isPresent() ? "https" : "http";
    }

    @Override
    public Optional<TlsSession> tls() {
        return request.tls();
    }

    @Override
    public Headers headers() {
        return request.headers();
    }

    @Override
    public long contentLength() {
        return request.length();
    }

    @Override
    public Peer peer() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return new Peer(new InetSocketAddress(loopback, 50_000),
                new InetSocketAddress(loopback, request.tls().isPresent() ? 443 : 80));
    }

    @Override
    public Optional<String> connectProtocol() {
        return request.connectProtocol();
    }

    @Override
    public synchronized void attach(Departures party) {
        departures = party;
    }

    @Override
    public void watch() {
        synchronized (this) {
            watched = true;
        }
        tellDeparture();
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
        woken = false;
        int there = body.size() - consumed;
        if (there > 0) {
            int count = Math.min(there, length);
            System.arraycopy(body.toByteArray(), consumed, buffer, offset, count);
            consumed += count;
            if (upgraded && consumed == body.size()) {
                body.reset();
                consumed = 0;
            }
            return count;
        }
        if (upgraded && !cut && left instanceof Exit.ClientClosed) {
            theirEnd = true;
            complete = ourEnd;
            notifyAll();
            return -1;
        }
        if (left != null || (upgraded && cut)) {
            throw new IOException("the client has left");
        }
        return bodyComplete ? -1 : 0;
    }

    @Override
    public void onReadable(Runnable callback) {
        synchronized (this) {
            ready = callback;
        }
        tellReadable();
    }

    @Override
    public void begin(ResponseHead begun, ByteBuffer first, boolean last, Completion completion) {
        synchronized (this) {
            if (head != null) {
                throw new AssertionError("a second response was begun");
            }
            head = begun;
            if (begun.framing() == Framing.UPGRADE) {
                upgraded = true;
                bodyComplete = false;
            }
        }
        take(first, last, completion);
    }

    @Override
    public void write(ByteBuffer bytes, boolean last, Completion completion) {
        take(bytes, last, completion);
    }

    @Override
    public boolean inform(int status, Headers fields) {
        synchronized (this) {
            informs.add(new TestConn.Inform(status, fields));
        }
        return !request.protocol().equals("HTTP/1.0");
    }

    @Override
    public synchronized boolean putTrailers(Headers fields) {
        trailers = fields;
        return true;
    }

    @Override
    public void cut() {
        Pending failed;
        synchronized (this) {
            if (complete) {
                return;
            }
            cut = true;
            failed = pending;
            pending = null;
            notifyAll();
        }
        if (failed != null) {
            failed.completion().failed(new IOException("cut"));
        }
    }

    @Override
    public synchronized void closeAfter() {
        closeAfter = true;
    }

    // --- what the client does

    void leave(Exit exit) {
        synchronized (this) {
            if (left == null) {
                left = exit;
                woken = false;
            }
        }
        tellDeparture();
        tellReadable();
    }

    void feed(Bytes bytes, boolean last) {
        synchronized (this) {
            body.writeBytes(bytes.toByteArray());
            bodyComplete = !upgraded
                    && (last || (request.length() >= 0 && body.size() >= request.length()));
        }
        tellReadable();
    }

    void stall() {
        synchronized (this) {
            stalled = true;
        }
    }

    void resume() {
        Pending taken;
        synchronized (this) {
            stalled = false;
            taken = pending;
            pending = null;
        }
        if (taken != null) {
            store(taken);
        }
    }

    /** Runs {@code client} after each write from now on. */
    synchronized void listen(Runnable client) {
        listener = client;
    }

    // --- what the test sees

    synchronized @Nullable ResponseHead head() {
        return head;
    }

    synchronized List<Bytes> chunks() {
        return List.copyOf(chunks);
    }

    synchronized List<TestConn.Inform> informs() {
        return List.copyOf(informs);
    }

    synchronized Headers sentTrailers() {
        return trailers;
    }

    synchronized TestConn.End end() {
        return complete ? TestConn.End.COMPLETE : cut ? TestConn.End.CUT : TestConn.End.OPEN;
    }

    /** How many bytes of the client nobody has read. */
    synchronized int unread() {
        return body.size() - consumed;
    }

    /** Tells whether a reader was woken and has yet to read: it may still look like one that waits. */
    synchronized boolean woken() {
        return woken;
    }

    synchronized boolean blocked() {
        return pending != null;
    }

    synchronized boolean closesAfter() {
        return closeAfter;
    }

    /** Waits in real time until {@code event}, which is asked with this object's monitor held. */
    synchronized void await(String what, BooleanSupplier event) {
        long until = System.nanoTime() + PATIENCE;
        while (!event.getAsBoolean()) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("not within 5 s: " + what);
            }
            try {
                wait(Math.clamp(left / 1_000_000, 1, 10)); // the clock and the owner notify others
            } catch (InterruptedException e) {
                throw new AssertionError("the wait was broken off: " + what, e);
            }
        }
    }

    private void take(ByteBuffer bytes, boolean last, Completion completion) {
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        var write = new Pending(completion, Bytes.of(copy), last);
        boolean gone;
        synchronized (this) {
            if (pending != null) {
                throw new AssertionError("a write was begun before the one before was complete");
            }
            gone = cut;
            if (stalled && !gone) {
                pending = write;
                notifyAll();
                return;
            }
        }
        if (gone) {
            completion.failed(new IOException("cut"));
        } else {
            store(write);
        }
    }

    private void store(Pending write) {
        Runnable heard;
        synchronized (this) {
            if (!write.bytes().isEmpty()) {
                chunks.add(write.bytes());
            }
            ourEnd = write.last();
            complete = ourEnd && (!upgraded || theirEnd);
            heard = listener;
            notifyAll();
        }
        heard.run();
        write.completion().done();
    }

    private void tellReadable() {
        Runnable callback = null;
        synchronized (this) {
            if (ready != null && (left != null || bodyComplete || body.size() > consumed)) {
                callback = ready;
                ready = null;
                woken = left == null; // who has left is not read from
            }
        }
        if (callback != null) {
            callback.run();
        }
    }

    private void tellDeparture() {
        Departures party = null;
        Exit exit = null;
        synchronized (this) {
            if (watched && left != null && !told && !complete && !upgraded) {
                told = true;
                party = departures;
                exit = left;
            }
        }
        if (party != null && exit != null) {
            party.departed(exit);
        }
    }
}
