package io.pastelli.undertow;

import io.pastelli.http.HttpException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The decoded part of a request body that waits to be read, bounded.
 *
 * <p>
 * <b>Threading:</b> the I/O thread fills and ends it, one reader on any thread empties it; guarded by its monitor, and
 * nobody is called with the monitor held.
 */
final class RequestBody {
    static final int MOST = 48 * 1024;
    private static final byte[] NOTHING = new byte[0];

    /** What a read found. */
    record Found(int count, boolean wantsMore) {}

    private final int most;
    private byte[] bytes = NOTHING;
    private int at;
    private int end;
    private boolean complete;
    private boolean wanted;
    private @Nullable HttpException malformed;
    private @Nullable IOException broken;
    private @Nullable Runnable ready;

    /** Makes an empty one that keeps at most {@code most} bytes. */
    RequestBody(int most) {
        this.most = most;
    }

    /** Takes as much as there is room for and returns how much that is. */
    synchronized int take(byte[] from, int offset, int length) {
        int count = Math.min(length, most - (end - at));
        if (count <= 0) {
            return 0;
        }
        if (bytes.length - end < count) {
            int size = end - at;
            byte[] larger = size + count <= bytes.length
                    ? bytes
                    : new byte[Math.min(most, Math.max(size + count, 2 * size))];
            System.arraycopy(bytes, at, larger, 0, size);
            bytes = larger;
            at = 0;
            end = size;
        }
        System.arraycopy(from, offset, bytes, end, count);
        end += count;
        return count;
    }

    /** Reads, as {@link io.pastelli.adapter.Exchange#read} says. */
    synchronized Found read(byte[] into, int offset, int length) throws IOException {
        int count = Math.min(length, end - at);
        if (count > 0) {
            System.arraycopy(bytes, at, into, offset, count);
            at += count;
            if (at == end) {
                bytes = NOTHING;
                at = 0;
                end = 0;
            }
        } else if (malformed != null) {
            throw malformed;
        } else if (broken != null) {
            throw broken;
        } else if (complete) {
            count = -1;
        }
        boolean wants = !over() && end - at <= most / 2;
        wanted |= wants;
        return new Found(count, wants);
    }

    /** Tells whether somebody reads and has not seen the end yet. */
    synchronized boolean wanted() {
        return wanted && !over();
    }

    /** Keeps {@code runnable} until there is something to read; false when there is already. */
    synchronized boolean awaits(Runnable runnable) {
        if (end > at || over()) {
            return false;
        }
        ready = runnable;
        wanted = true;
        return true;
    }

    synchronized void complete() {
        complete = true;
    }

    synchronized void malformed(HttpException cause) {
        if (!over()) {
            malformed = cause;
        }
    }

    /** The client has gone before the end; what has arrived is still read first. */
    synchronized void broken(IOException cause) {
        if (!over()) {
            broken = cause;
        }
    }

    /** Runs what waits for bytes when there are some, or the end. */
    void tellReader() {
        Runnable told;
        synchronized (this) {
            if (end == at && !over()) {
                return;
            }
            told = ready;
            ready = null;
        }
        if (told != null) {
            told.run();
        }
    }

    private boolean over() {
        return complete || malformed != null || broken != null;
    }
}
