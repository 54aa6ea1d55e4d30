package io.pastelli.conn;

import io.pastelli.adapter.Departures;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Bytes;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import io.pastelli.owner.Host;
import io.pastelli.owner.Owner;
import io.pastelli.websocket.WebSocketSession;
import io.pastelli.websocket.Transport;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one mutable thing under all copies of a conn: its exchange, its owner and how far the response is.
 *
 * <p>
 * <b>Threading:</b> any thread. The phase is guarded by this object's monitor; departures come in on the I/O thread.
 */
final class Transaction implements Host, Departures {
    private enum Phase {
        OPEN, CLAIMED, BEGUN, COMPLETE
    }

    private static final Exit NORMAL = new Exit.Normal();

    private final Exchange exchange;
    private final Context context;
    private final Request request;
    private final Owner owner;
    final Lot.Entry entry = new Lot.Entry(this);
    // guarded by this
    private Phase phase = Phase.OPEN;
    private boolean stream;
    private boolean returned;
    private boolean left;
    private boolean over; // cut: nothing more will be sent
    private @Nullable Outbound outbound;
    private volatile @Nullable WebSocketSession session;
    private boolean sessionOver;
    private volatile @Nullable BodyReader body;
    private volatile Bytes closeChunk = Bytes.empty();
    private volatile Exit ending = NORMAL; // read without the lock by each response
    private int status;
    // not guarded: a conn is immutable, and who races with the owner's thread gets a recent one
    private @Nullable Conn reached;

    Transaction(Exchange exchange, Context context, Request request) {
        this.exchange = exchange;
        this.context = context;
        this.request = request;
        this.owner = new Owner(this, context.time(), context.threads(),
                context.settings().limits().mailbox());
    }

    Exchange exchange() {
        return exchange;
    }

    Context context() {
        return context;
    }

    Request request() {
        return request;
    }

    Owner owner() {
        return owner;
    }

    synchronized BodyReader body() {
        if (session != null) {
            throw new IllegalStateException("a WebSocket has no body: its handler gets the messages");
        }
        if (body == null) {
            body = new BodyReader(this);
        }
        return body;
    }

    /** Reserves the response for the caller. */
    synchronized void claim() {
        if (phase != Phase.OPEN) {
            throw new AlreadySentException();
        }
        Exit exit = owner.exit().orElse(null);
        if (exit != null && exit.clientGone()) {
            throw new DepartedException(exit);
        }
        phase = Phase.CLAIMED;
    }

    synchronized void unclaim() {
        phase = Phase.OPEN;
    }

    /** Tells whether an error can still become a response. */
    synchronized boolean open() {
        return phase == Phase.OPEN;
    }

    synchronized boolean streaming() {
        return stream && phase == Phase.BEGUN;
    }

    /** Sends an informational response; false when the server cannot. */
    boolean inform(int status, Headers headers) {
        if (status < 102 || status > 199) {
            throw new IllegalArgumentException("status " + status + " is not informational: use 102 to 199");
        }
        synchronized (this) {
            if (phase != Phase.OPEN) {
                throw new AlreadySentException();
            }
        }
        return exchange.inform(status, headers);
    }

    void begin(ResponseHead head, ByteBuffer first, boolean last, boolean opensStream,
            @Nullable StreamCoding coding) {
        Outbound out;
        ByteBuffer coded;
        try {
            coded = coding == null || !first.hasRemaining() ? first : coding.code(first, false);
            out = new Outbound(this, last ? -1 : Heads.promised(head, coded.remaining()), coding);
        } catch (RuntimeException e) {
            unclaim();
            throw e;
        }
        begun(head, out, opensStream);
        out.begin(head, coded, last);
        if (!last) {
            exchange.watch();
        }
        shutDownIfStopping();
    }

    /** The response begins, by {@code out}. */
    synchronized void begun(ResponseHead head, Outbound out, boolean opensStream) {
        phase = Phase.BEGUN;
        stream = opensStream;
        outbound = out;
        status = head.status();
    }

    /** Answers a handshake; from here on the bytes both ways are the session's. */
    void upgrade(ResponseHead head, WebSocketSession speaks) {
        var out = new Outbound(this, -1, (frame, last) -> speaks.encode(frame));
        synchronized (this) {
            session = speaks;
            begun(head, out, false);
        }
        out.begin(head, ByteBuffer.allocate(0), false);
        speaks.start();
        owner.exit().ifPresent(speaks::exited); // it may have ended before it could be told
        shutDownIfStopping();
    }

    /** The head is out: what is read from here on belongs to the other protocol. */
    void headTaken() {
        WebSocketSession speaks = session;
        if (speaks != null) {
            speaks.read();
        }
    }

    /** Nothing can be sent any more. */
    boolean over() {
        WebSocketSession speaks = session;
        return speaks == null ? owner.exit().isPresent() : speaks.over();
    }

    /** What goes out before the bytes of waiting writers. */
    Optional<Transport.Piece> urgent() {
        WebSocketSession speaks = session;
        return speaks == null ? Optional.empty() : speaks.urgent();
    }

    /** A write has failed: the exchange is broken. */
    void writeFailed(Exit exit) {
        leaveWhenOver(!owner.end(exit));
        WebSocketSession speaks = session;
        if (speaks != null) {
            speaks.wireBroken();
        }
    }

    /** The session has nothing left to do. */
    void sessionFinished() {
        synchronized (this) {
            phase = Phase.COMPLETE;
            sessionOver = true;
        }
        leaveWhenOver(false);
    }

    synchronized Outbound outbound() {
        return Objects.requireNonNull(outbound, "nothing has begun");
    }

    synchronized Outbound stream() {
        if (!stream) {
            throw new IllegalStateException("no stream is open: call sendChunked(status) first");
        }
        return outbound();
    }

    void reach(Conn conn) {
        reached = conn;
    }

    Optional<Conn> reached() {
        return Optional.ofNullable(reached);
    }

    synchronized Optional<Progress> progress() {
        return outbound == null
                ? Optional.empty()
                : Optional.of(new Progress(status, outbound.bytes(), stream));
    }

    /** Remembers the close chunk that a graceful stop writes; an idle stream keeps no more than it needs. */
    void keepCloseChunk(Conn conn) {
        closeChunk = conn.assigned(Conn.CLOSE_CHUNK).orElse(Bytes.empty());
    }

    /** The last byte of the response was taken. */
    void completed() {
        Exit end;
        WebSocketSession speaks = session;
        if (speaks != null) {
            speaks.lastWritten();
            return;
        }
        synchronized (this) {
            phase = Phase.COMPLETE;
            if (!returned && !stream) {
                return; // the owner lives until its plug returns
            }
            end = ending;
        }
        if (!owner.end(end)) {
            leaveWhenOver(false); // a held response that was sent after its owner was told of the stop
        }
    }

    /** The plug has returned and the response, if complete, is the end. */
    void plugReturned() {
        boolean over;
        Outbound out;
        reached = null;
        synchronized (this) {
            returned = true;
            over = phase == Phase.COMPLETE;
            out = outbound;
        }
        if (over) {
            owner.end(NORMAL);
        } else if (out == null || !out.ends()) {
            exchange.watch(); // the last write finds out by itself, and a slow one settles
        }
        shutDownIfStopping();
        leaveWhenOver(false);
    }

    /** Tells whether the plug has returned and left the response to its handler. */
    private synchronized boolean held() {
        return returned && (phase == Phase.OPEN || phase == Phase.CLAIMED);
    }

    /** Ends what came too late for the stop to find it as it is now. */
    private void shutDownIfStopping() {
        if (ending instanceof Exit.Shutdown) {
            Thread.startVirtualThread(this::shutDown);
        }
    }

    /** Ends an open stream in order because the server stops; blocks up to the write deadline. */
    void shutDown() {
        boolean held;
        synchronized (this) {
            ending = new Exit.Shutdown();
            held = held();
        }
        if (held) {
            owner.end(new Exit.Shutdown()); // its handler may answer now
        }
        if (session != null) {
            owner.endGently(new Exit.Shutdown());
        } else if (streaming()) {
            stream().write(new Conn(this), closeChunk.asByteBuffer(), true);
        }
    }

    /** The time to end in order is over. */
    void giveUp() {
        WebSocketSession speaks = session;
        if (!owner.end(new Exit.Shutdown()) && speaks != null) {
            owner.interrupt();
        }
    }

    void cut() {
        WebSocketSession speaks = session;
        if (speaks != null) {
            speaks.wireBroken();
        }
        exchange.cut();
    }

    /** Ends a write that nobody has taken for too long; lets a session and a reader keep their own deadlines. */
    void checkDeadline(long now, long longest) {
        Outbound out;
        BodyReader reader = body;
        WebSocketSession speaks = session;
        if (speaks != null) {
            speaks.tick(now);
        }
        synchronized (this) {
            out = outbound;
        }
        if (reader != null) {
            reader.tick(now);
        }
        if (out != null && out.overdue(now, longest)) {
            owner.end(new Exit.TimedOut("write"));
        }
    }

    /** The owner has run up to its first block: if it has not answered yet, it waits for something. */
    void watchIfOpen() {
        boolean waits;
        synchronized (this) {
            waits = phase == Phase.OPEN || phase == Phase.CLAIMED;
        }
        if (waits) {
            exchange.watch();
        }
    }

    @Override
    public void watch() {
        exchange.watch();
    }

    @Override
    public void departed(Exit exit) {
        synchronized (this) {
            if (phase == Phase.COMPLETE) {
                return;
            }
        }
        leaveWhenOver(!owner.end(exit));
    }

    @Override
    public void exited(Exit exit) {
        Outbound out;
        BodyReader reader = body;
        boolean cut;
        WebSocketSession speaks = session;
        synchronized (this) {
            // an owner that failed or is shut down before its response may still answer
            cut = phase == Phase.BEGUN || (phase != Phase.COMPLETE && exit.clientGone())
                    || (held() && exit instanceof Exit.Failed);
            over |= cut;
            out = outbound;
        }
        if (speaks != null) {
            speaks.exited(exit);
        } else if (cut) {
            exchange.cut();
        }
        if (out != null) {
            out.wake();
        }
        if (reader != null) {
            reader.wake();
        }
        leaveWhenOver(false);
    }

    /** Leaves the roster; {@code gone} when the client left after the owner of a held response was told of the stop. */
    private void leaveWhenOver(boolean gone) {
        synchronized (this) {
            over |= gone;
            if (left || !returned || owner.exit().isEmpty() || (held() && !over)
                    || (session != null && !sessionOver)) {
                return;
            }
            left = true;
        }
        context.roster().remove(entry);
    }
}
