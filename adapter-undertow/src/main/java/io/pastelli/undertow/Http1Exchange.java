package io.pastelli.undertow;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Departures;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Exits;
import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.x request and its response.
 *
 * <p>
 * <b>Threading:</b> the methods of {@link Exchange} are called from any thread and hand over to the I/O thread, which
 * owns all other state.
 */
final class Http1Exchange implements Exchange {
    private static final System.Logger LOG = System.getLogger(Http1Exchange.class.getName());

    private final Http1Connection connection;
    private final Loop loop;
    private final HttpServerExchange undertow;
    private final Head head;
    private final Reception reception;
    private volatile Departures departures = exit -> {};
    private volatile boolean closeAfter;
    // the I/O thread's
    private @Nullable ResponseBytes response;
    private boolean keepAlive;
    private boolean ending;
    private boolean complete;
    private boolean gone;

    Http1Exchange(Http1Connection connection, HttpServerExchange undertow, Head head) {
        this.connection = connection;
        this.loop = connection.loop();
        this.undertow = undertow;
        this.head = head;
        this.reception = new Reception(this, connection, head);
        this.keepAlive = head.keepAlive();
    }

    void start() {
        reception.decode();
        try {
            loop.receiver().receive(this);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR,
                    "a receiver threw, which it must not: the connection is closed", e);
            connection.close(true);
        }
    }

    @Override
    public String method() {
        return head.method();
    }

    @Override
    public String target() {
        return head.target();
    }

    @Override
    public String protocol() {
        return head.protocol();
    }

    @Override
    public String scheme() {
        return undertow.getRequestScheme();
    }

    @Override
    public Headers headers() {
        return head.headers();
    }

    @Override
    public long contentLength() {
        return head.length();
    }

    @Override
    public Peer peer() {
        return connection.peer();
    }

    @Override
    public Executor ioExecutor() {
        return loop;
    }

    @Override
    public void attach(Departures told) {
        departures = told;
    }

    @Override
    public void watch() {
        reception.watch();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        RequestBody.Found found = reception.body().read(buffer, offset, length);
        if (found.wantsMore()) {
            reception.askForMore();
        }
        return found.count();
    }

    @Override
    public void onReadable(Runnable ready) {
        if (reception.body().awaits(ready)) {
            reception.askForMore();
        } else {
            ready.run();
        }
    }

    @Override
    public void begin(ResponseHead responseHead, ByteBuffer first, boolean last, Completion completion) {
        loop.execute(() -> {
            if (!last && running() && loop.settings().halfClose() == HalfClose.IS_SERVED) {
                reception.lookForHalfClose();
            }
            if (!running()) {
                completion.failed(closedNow());
                return;
            }
            var begun = new ResponseBytes(head.http10(), responseHead.framing());
            response = begun;
            keepAlive = reusable() && !begun.closeDelimited()
                    && (reception.bodyEnded() ? reception.reusable() : reception.drainable(last));
            send(begun.begin(responseHead, keepAlive, first, last), last, completion);
        });
    }

    @Override
    public void write(ByteBuffer bytes, boolean last, Completion completion) {
        loop.execute(() -> {
            ResponseBytes begun = response;
            if (begun == null || !running()) {
                completion.failed(closedNow());
            } else {
                send(begun.more(bytes, last), last, completion);
            }
        });
    }

    @Override
    public void cut() {
        loop.execute(() -> {
            if (!complete) {
                // where only the close ends the body, it must not look like an end
                ResponseBytes begun = response;
                boolean looksEnded = begun != null && begun.closeDelimited();
                connection.close(looksEnded || connection.outlet().stalled());
            }
        });
    }

    @Override
    public void closeAfter() {
        closeAfter = true;
    }

    /** Tells whether the response is not complete and can still be. */
    boolean running() {
        return connection.open() && !complete;
    }

    /** Tells whether the response has begun. */
    boolean begun() {
        return response != null;
    }

    /** Tells whether the response is an open stream: not all of it is on its way. */
    boolean streaming() {
        return begun() && !ending;
    }

    private boolean reusable() {
        return keepAlive && !closeAfter && !loop.paused();
    }

    private void send(ByteBuffer[] parts, boolean last, Completion completion) {
        ending = last;
        connection.outlet().send(last ? new LastWrite(completion) : completion, parts);
    }

    /** Ends the exchange, request and response both read and written. */
    void end() {
        if (reusable() && reception.reusable()) {
            connection.nextHead();
            Connectors.terminateResponse(undertow); // Undertow reads on
        } else {
            connection.linger();
        }
    }

    /** The connection has failed; its owner closes it. */
    void broken(IOException cause) {
        reception.body().broken(cause);
        depart(Exits.of(cause));
    }

    /** The connection is closed. */
    void closed() {
        reception.fail(closedNow());
    }

    /** Tells, once, that the client has gone. */
    void depart(Exit exit) {
        if (!gone && !complete) {
            gone = true;
            departures.departed(exit);
        }
    }

    private static IOException closedNow() {
        return new IOException("the connection is closed");
    }

    /** Ends the exchange before it tells that the last write went well. */
    private final class LastWrite implements Completion {
        private final Completion told;

        LastWrite(Completion told) {
            this.told = told;
        }

        @Override
        public void done() {
            complete = true;
            if (reception.bodyEnded() || !reusable() || !reception.drainable(true)) {
                end();
            } else {
                reception.drain();
            }
            told.done();
        }

        @Override
        public void failed(Throwable cause) {
            told.failed(cause);
        }
    }
}
