package io.pastelli.push.sse;

import io.pastelli.conn.ChunkResult;
import io.pastelli.conn.Conn;
import io.pastelli.http.Bytes;
import io.pastelli.owner.Linked;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way into one stream that never blocks: straight through while the client keeps up, else over a bounded queue.
 *
 * <p>
 * <b>Threading:</b> any thread offers. While something waits, one virtual thread writes it, blocking, and nobody else
 * writes, so no event overtakes another. The state is guarded by this object's monitor, which is never held while
 * something blocks.
 */
final class Outbox {
    private static final int MERGED = 8 * 1024; // what waits together goes out in one write of at most so much

    private final Conn stream;
    private final ConnectionsOptions options;
    // guarded by this
    private @Nullable ArrayDeque<Bytes> waiting;
    private int bytes;
    private boolean draining;
    private boolean finishing;
    private boolean over;

    Outbox(Conn stream, ConnectionsOptions options) {
        this.stream = stream;
        this.options = options;
    }

    /** Writes the event now or in its turn; a full outbox that disconnects takes nothing from then on. */
    synchronized SendResult offer(Bytes event) {
        if (over || finishing) {
            return SendResult.CLOSED;
        }
        if (!draining) {
            try {
                Optional<ChunkResult> now = stream.tryChunk(event);
                if (now.isPresent()) {
                    return now.get().sent() ? SendResult.DELIVERED : SendResult.CLOSED;
                }
            } catch (RuntimeException e) {
                cut(e); // one broken stream is no reason to fail a broadcast
                return SendResult.CLOSED;
            }
        }
        return queue(event);
    }

    /** Writes {@code sign} unless something waits: a stream that is busy needs no sign of life. */
    synchronized void beat(Bytes sign) {
        if (!draining) {
            offer(sign);
        }
    }

    /** Takes no more; closes the stream, in order, once everything that waits is written. Never blocks. */
    synchronized void finish() {
        if (!finishing && !over) {
            finishing = true;
            drainLater();
        }
    }

    /** The stream is over: forgets what waits. */
    synchronized void abandon() {
        over = true;
        waiting = null;
        bytes = 0;
    }

    /** Returns how many events wait. */
    synchronized int waiting() {
        return waiting == null ? 0 : waiting.size();
    }

    /** Cuts the stream and forgets what waits. */
    synchronized void cut(Throwable cause) {
        abandon();
        stream.owner().link((Linked) exit -> {}).fail(cause);
    }

    private SendResult queue(Bytes event) {
        ArrayDeque<Bytes> queue = waiting;
        if (queue == null) {
            queue = new ArrayDeque<>(4);
            waiting = queue;
        }
        while (!queue.isEmpty()
                && (queue.size() >= options.outboxMessages()
                        || event.size() > options.outboxBytes() - bytes)) {
            if (options.overflow() != Overflow.DROP_OLDEST) {
                if (options.overflow() == Overflow.DISCONNECT) {
                    cut(new SlowClientException(options));
                }
                return SendResult.DROPPED;
            }
            bytes -= queue.remove().size();
        }
        queue.add(event);
        bytes += event.size();
        drainLater();
        return SendResult.QUEUED;
    }

    private void drainLater() {
        if (!draining) {
            draining = true;
            Thread.ofVirtual().name("pastelli-outbox").start(this::drain);
        }
    }

    private void drain() {
        try {
            for (Bytes next = take(); next != null; next = take()) {
                if (!stream.chunk(next).sent()) {
                    abandon();
                    return;
                }
            }
            if (closes()) {
                stream.close();
            }
        } catch (RuntimeException e) {
            cut(e);
        }
    }

    private synchronized boolean closes() {
        return finishing && !over;
    }

    /** Returns what is next, small events merged; null when nothing waits, and then a new drain may start. */
    private synchronized @Nullable Bytes take() {
        ArrayDeque<Bytes> queue = waiting;
        if (queue == null || queue.isEmpty()) {
            draining = finishing;
            return null;
        }
        int size = 0;
        int count = 0;
        for (Bytes event : queue) {
            if (count > 0 && size + event.size() > MERGED) {
                break;
            }
            size += event.size();
            count++;
        }
        bytes -= size;
        if (count == 1) {
            return queue.remove();
        }
        var merged = ByteBuffer.allocate(size);
        for (int i = 0; i < count; i++) {
            merged.put(queue.remove().asByteBuffer());
        }
        return Bytes.of(merged.array());
    }
}
