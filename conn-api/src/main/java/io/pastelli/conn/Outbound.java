package io.pastelli.conn;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Exits;
import io.pastelli.adapter.FilePart;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.owner.Exit;
import io.pastelli.websocket.Transport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a response: one write at a time, writers in the order they came.
 *
 * <p>
 * <b>Threading:</b> any thread writes; a writer blocks, not to be interrupted, until the adapter says that its bytes are
 * taken or the exchange has ended. Completions come in on any thread. The state is guarded by this object's monitor.
 */
final class Outbound implements Completion {
    private final Transaction tx;
    private final @Nullable StreamCoding coding;
    // guarded by this
    private boolean pending = true; // the head goes first, whoever comes between
    private int begun; // writes so far: one that waits for its own end is not held up by the next
    private boolean pendingLast;
    private boolean finished;
    private boolean headTaken;
    private long since;
    private @Nullable List<Thread> waiting; // made for the first of them
    private int arrived;
    private int served;
    private long promised;
    private volatile long bytes; // read by who has other locks

    /** Makes the way out; {@code promised} bytes must follow, a negative number is no promise. */
    Outbound(Transaction tx, long promised, @Nullable StreamCoding coding) {
        this.tx = tx;
        this.coding = coding;
        this.promised = promised;
        this.since = tx.context().time().nanos();
    }

    void begin(ResponseHead head, ByteBuffer first, boolean last) {
        synchronized (this) {
            started(first.remaining(), last);
        }
        tx.exchange().begin(head, first, last, this);
    }

    /** Begins with a part of a file as the whole body, whose bytes are counted as they go; false when it is to be copied. */
    boolean transfer(ResponseHead head, FilePart part) {
        synchronized (this) {
            started(0, true);
        }
        return tx.exchange().transfer(head, part, this);
    }

    /** Waits until what was begun is taken. */
    void await() {
        when(() -> !pending, () -> true);
    }

    /** Writes and waits until the bytes are taken. */
    ChunkResult write(Conn conn, ByteBuffer bytes, boolean last) {
        int turn;
        synchronized (this) {
            if (!last && !bytes.hasRemaining()) {
                return tx.over() ? new ChunkResult.Closed(exit()) : new ChunkResult.Sent(conn);
            }
            turn = arrived++;
        }
        Claim claim = when(() -> turn == served && !pending, () -> claim(conn, bytes, last));
        ChunkResult known = claim.ends();
        if (known != null) {
            return known;
        }
        tx.exchange().write(claim.coded(), last, this);
        return when(() -> !pending || begun != claim.number(), () -> result(conn, claim));
    }

    /** What a writer whose turn it is may do: write {@code coded}, or end with a result that is known. */
    private record Claim(ByteBuffer coded, int number, @Nullable ChunkResult ends) {}

    private Claim claim(Conn conn, ByteBuffer bytes, boolean last) {
        try {
            if (finished || !count(bytes.remaining(), last)) {
                return new Claim(bytes, 0, new ChunkResult.Closed(exit()));
            }
            ByteBuffer coded = coded(bytes, last);
            if (!last && !coded.hasRemaining()) {
                return new Claim(bytes, 0, new ChunkResult.Sent(conn));
            }
            started(coded.remaining(), last);
            return new Claim(coded, begun, null);
        } finally {
            served++; // from here on pending keeps the others waiting
            wake();
        }
    }

    private ChunkResult result(Conn conn, Claim claim) {
        if (!pending || begun != claim.number()) {
            return new ChunkResult.Sent(conn);
        }
        Exit exit = exit();
        return exit instanceof Exit.TimedOut ? new ChunkResult.TimedOut() : new ChunkResult.Closed(exit);
    }

    /** Writes when nothing has to be waited for. */
    Optional<ChunkResult> tryWrite(Conn conn, ByteBuffer bytes) {
        ByteBuffer coded = bytes;
        synchronized (this) {
            if (tx.over() || finished) {
                return Optional.of(new ChunkResult.Closed(exit()));
            }
            if (pending || arrived != served) {
                return Optional.empty();
            }
            if (bytes.hasRemaining()) {
                if (!count(bytes.remaining(), false)) {
                    return Optional.of(new ChunkResult.Closed(exit()));
                }
                coded = coded(bytes, false);
                if (coded.hasRemaining()) {
                    started(coded.remaining(), false);
                }
            }
        }
        if (coded.hasRemaining()) {
            tx.exchange().write(coded, false, this);
        }
        return Optional.of(new ChunkResult.Sent(conn));
    }

    @Override
    public void done() {
        boolean last;
        boolean head;
        Transport.Piece next = null;
        List<Thread> told;
        synchronized (this) {
            pending = false;
            last = pendingLast;
            head = !headTaken;
            headTaken = true;
            if (!last) {
                next = urgent();
            }
            told = waiting == null ? List.of() : List.copyOf(waiting);
        }
        if (head) {
            tx.headTaken();
        }
        if (last) {
            tx.completed();
        } else if (next != null) {
            tx.exchange().write(next.bytes(), next.last(), this);
        }
        if (!told.isEmpty()) {
            told.forEach(tx.context().threads()::wake); // last: one may run here and now
        }
    }

    /** Writes what is urgent, now or after what is being written, and lets writers see whether all is over. */
    void changed() {
        Transport.Piece next = null;
        synchronized (this) {
            if (!pending && !finished) {
                next = urgent();
            }
            wake();
        }
        if (next != null) {
            tx.exchange().write(next.bytes(), next.last(), this);
        }
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // holds the monitor
    public synchronized void progressed(long count) {
        bytes += count;
        since = tx.context().time().nanos();
    }

    @Override
    public void failed(Throwable cause) {
        // the adapter tells the departure itself; this is for failures it knows no better reason for
        tx.writeFailed(Exits.of(cause));
    }

    synchronized boolean overdue(long now, long longest) {
        return pending && now - since > longest;
    }

    /** Tells whether the last write has begun. */
    synchronized boolean ends() {
        return finished;
    }

    long bytes() {
        return bytes;
    }

    synchronized void wake() {
        if (waiting != null) {
            waiting.forEach(LockSupport::unpark);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // holds the monitor
    private void started(int size, boolean last) {
        pending = true;
        bytes += size;
        begun++;
        pendingLast = last;
        finished = last;
        since = tx.context().time().nanos();
    }

    private Transport.@Nullable Piece urgent() {
        Transport.Piece next = tx.urgent().orElse(null);
        if (next != null) {
            started(next.bytes().remaining(), next.last());
        }
        return next;
    }

    private ByteBuffer coded(ByteBuffer bytes, boolean last) {
        return coding == null ? bytes : coding.code(bytes, last);
    }

    /** Counts the bytes against a promised length; false when the exchange is over, maybe because of them. */
    private boolean count(int bytes, boolean last) {
        if (promised >= 0) {
            if (bytes > promised) {
                throw new IllegalArgumentException(
                        "the chunk has " + bytes + " bytes, the content-length leaves " + promised);
            }
            promised -= bytes;
            if (last && promised > 0) {
                tx.owner().end(new Exit.Failed(new IllegalStateException(
                        "the stream was closed " + promised + " bytes before its content-length")));
            }
        }
        return !tx.over();
    }

    private Exit exit() {
        return tx.owner().exit().orElse(new Exit.Normal());
    }

    /** Waits, not to be interrupted, until it is {@code free} or the exchange is over; then does {@code work} at once. */
    private <T> T when(BooleanSupplier free, Supplier<T> work) {
        Thread own = Thread.currentThread();
        boolean interrupted = false;
        try {
            for (;;) {
                synchronized (this) {
                    if (free.getAsBoolean() || tx.over()) {
                        if (waiting != null) {
                            waiting.remove(own);
                        }
                        return work.get();
                    }
                    if (waiting == null) {
                        waiting = new ArrayList<>(1);
                    }
                    if (!waiting.contains(own)) {
                        waiting.add(own);
                    }
                }
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                own.interrupt();
            }
        }
    }
}
