package io.pastelli.jetty;

import java.nio.ByteBuffer;
import java.nio.channels.WritePendingException;
import java.util.List;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/**
 * The way out of one connection. While a thread parses, a short response may be held here because the next pipelined
 * request is at hand; it goes out in front of whatever is written next, when there is no more room for another, and at the
 * latest when that thread comes to the end of what it can answer at once. What is held is counted as taken, like bytes in
 * the kernel's buffer.
 *
 * <p>
 * <b>Threading:</b> any thread; nothing is written and nobody told with the lock held.
 */
final class Outlet {
    private static final int ROOM = 8 * 1024;
    private static final int MOST = 2 * ROOM; // with what is said in between

    private record Write(WatchedEndPoint.Out to, Callback callback, List<ByteBuffer> parts) {}

    private final EndPoint endPoint;
    private final WatchedEndPoint.Out plain;
    private final ByteBufferPool pool;
    private @Nullable RetainableByteBuffer held; // guarded by this, as all below; borrowed while there is something
    private boolean gathering;
    private boolean flushing; // what was held is being written
    private @Nullable Write next; // waits for that

    Outlet(EndPoint endPoint, ByteBufferPool pool) {
        this.endPoint = endPoint;
        this.plain = endPoint::write;
        this.pool = pool;
    }

    /** Holds responses from now on, until {@link #release}. */
    synchronized void gather() {
        gathering = true;
    }

    /** Writes what is held, and holds nothing more. */
    void release() {
        synchronized (this) {
            gathering = false;
        }
        push();
    }

    /** Writes a whole response, or holds it if there is room: more is about to follow. */
    void writeOrHold(Callback callback, ByteBuffer... parts) {
        boolean taken;
        synchronized (this) {
            taken = gathering && !flushing && hold(ROOM, parts);
        }
        if (taken) {
            callback.succeeded();
        } else {
            write(callback, parts);
        }
    }

    /** Writes {@code parts} behind what is held. */
    void write(Callback callback, ByteBuffer... parts) {
        write(plain, callback, parts);
    }

    /** Writes {@code parts} behind what is held, by {@code to}, which may put more behind them. */
    void write(WatchedEndPoint.Out to, Callback callback, ByteBuffer... parts) {
        RetainableByteBuffer first;
        boolean twice;
        synchronized (this) {
            twice = next != null;
            if (flushing && !twice) {
                next = new Write(to, callback, List.of(parts));
                return;
            }
            first = twice ? null : takeHeld();
        }
        if (twice) {
            callback.failed(new WritePendingException());
        } else {
            write(first, to, callback, parts);
        }
    }

    /** Puts bytes behind what is held, which {@link #push} or the next write takes along; false when there is no room. */
    synchronized boolean add(ByteBuffer bytes) {
        return hold(MOST, bytes);
    }

    /** Writes what is held. */
    void push() {
        RetainableByteBuffer first;
        synchronized (this) {
            if (held == null || flushing) {
                return;
            }
            first = takeHeld();
            flushing = true;
        }
        flush(first);
    }

    private boolean hold(int most, ByteBuffer... parts) {
        int size = 0;
        for (ByteBuffer part : parts) {
            size += part.remaining();
        }
        RetainableByteBuffer into = held;
        int before = into == null ? 0 : into.remaining();
        if (before + size > most) {
            return false;
        }
        if (into == null || BufferUtil.space(into.getByteBuffer()) < size) {
            RetainableByteBuffer larger = pool.acquire(Math.max(ROOM, before + size), true);
            if (into != null) {
                BufferUtil.append(larger.getByteBuffer(), into.getByteBuffer());
                into.release();
            }
            into = larger;
            held = larger;
        }
        for (ByteBuffer part : parts) {
            BufferUtil.append(into.getByteBuffer(), part);
        }
        return true;
    }

    private @Nullable RetainableByteBuffer takeHeld() {
        RetainableByteBuffer taken = held;
        held = null;
        return taken;
    }

    private static void write(@Nullable RetainableByteBuffer first, WatchedEndPoint.Out to, Callback callback,
            ByteBuffer... parts) {
        if (first == null) {
            to.write(callback, parts);
            return;
        }
        var all = new ByteBuffer[parts.length + 1];
        all[0] = first.getByteBuffer();
        System.arraycopy(parts, 0, all, 1, parts.length);
        to.write(Callback.from(InvocationType.NON_BLOCKING, () -> {
            first.release();
            callback.succeeded();
        }, cause -> {
            first.release();
            callback.failed(cause);
        }), all);
    }

    private void flush(@Nullable RetainableByteBuffer first) {
        if (first != null) {
            write(first, plain, Callback.from(InvocationType.NON_BLOCKING, this::flushed, this::broken));
        }
    }

    private void flushed() {
        RetainableByteBuffer first;
        Write then;
        synchronized (this) {
            first = takeHeld();
            then = next;
            next = null;
            flushing = first != null && then == null;
        }
        if (then == null) {
            flush(first);
        } else {
            write(first, then.to(), then.callback(), then.parts().toArray(ByteBuffer[]::new));
        }
    }

    private void broken(Throwable cause) {
        RetainableByteBuffer lost;
        Write then;
        synchronized (this) {
            lost = takeHeld();
            then = next;
            next = null;
            flushing = false;
        }
        endPoint.close(cause);
        if (lost != null) {
            lost.release();
        }
        if (then != null) {
            then.callback().failed(cause);
        }
    }
}
