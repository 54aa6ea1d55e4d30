package io.pastelli.undertow;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Departures;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Exits;
import io.pastelli.adapter.FilePart;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Handover;
import io.pastelli.adapter.Peer;
import io.pastelli.adapter.RequestHead;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import io.pastelli.tls.TlsSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One HTTP/1.x request and its response: what comes in is its {@link Reception}'s, what goes out its {@link Reply}'s.
 *
 * <p>
 * <b>Threading:</b> the methods of {@link Exchange} are called from any thread and hand over to the I/O thread, which
 * owns all other state.
 */
final class Http1Exchange implements Exchange {
    private static final System.Logger LOG = System.getLogger(Http1Exchange.class.getName());

    private final Http1Connection connection;
    private final Loop loop;
    private final RequestHead head;
    private final Reception reception;
    private final Reply reply;
    private final Handover handover = new Handover();
    private volatile Departures departures = exit -> {};
    private boolean gone; // the I/O thread's

    Http1Exchange(Http1Connection connection, RequestHead head) {
        this.connection = connection;
        this.loop = connection.loop();
        this.head = head;
        this.reception = new Reception(this, connection, head);
        this.reply = new Reply(this, connection, head, reception);
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
        return connection.tls().isPresent() ? "https" : "http";
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
    public Optional<TlsSession> tls() {
        return connection.tls();
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
    public Headers trailers() {
        return reception.trailers();
    }

    @Override
    public boolean putTrailers(Headers trailers) {
        return reply.putTrailers(trailers);
    }

    @Override
    public boolean inform(int status, Headers headers) {
        if (head.http10()) {
            return false;
        }
        ask(() -> reply.inform(status, headers));
        return true;
    }

    @Override
    public void begin(ResponseHead responseHead, ByteBuffer first, boolean last, Completion completion) {
        if (responseHead.framing() == Framing.UPGRADE) {
            reception.upgrade(); // at once: who has called begin may read
        }
        reply.framing(responseHead.framing());
        ask(() -> reply.begin(responseHead, first, last, completion));
    }

    @Override
    public void write(ByteBuffer bytes, boolean last, Completion completion) {
        ask(() -> reply.write(bytes, last, completion));
    }

    @Override
    public boolean transfer(ResponseHead responseHead, FilePart part, Completion completion) {
        if (connection.tls().isPresent()) {
            return false;
        }
        reply.framing(responseHead.framing());
        ask(() -> reply.transfer(responseHead, part, completion));
        return true;
    }

    @Override
    public void cut() {
        ask(reply::cut);
    }

    @Override
    public void closeAfter() {
        reply.closeAfter();
    }

    private void ask(Runnable task) {
        if (loop.isCurrent()) {
            task.run();
        } else {
            handover.ask(task, loop);
        }
    }

    /** Says that more has come, and does what is asked meanwhile; on the I/O thread. */
    void during(Runnable arrival) {
        handover.around(arrival);
    }

    /** Tells whether the response is not complete and can still be. */
    boolean running() {
        return connection.open() && !reply.complete();
    }

    /** Tells whether the response has begun. */
    boolean begun() {
        return reply.begun();
    }

    /** Tells whether the response is an open stream: not all of it is on its way. */
    boolean streaming() {
        return reply.streaming();
    }

    /** The client has said all of another protocol. */
    void rawEnded() {
        reply.endIfBothEnded();
    }

    /** Ends the exchange, request and response both read and written; the connection is to go on. */
    void end() {
        if (reply.reusable() && reception.reusable()) {
            connection.nextHead();
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
        reception.fail(new IOException("the connection is closed"));
    }

    /** Tells, once, that the client has gone. */
    void depart(Exit exit) {
        if (!gone && !reply.complete()) {
            gone = true;
            departures.departed(exit);
        }
    }
}
