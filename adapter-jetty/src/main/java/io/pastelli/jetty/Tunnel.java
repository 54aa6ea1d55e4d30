package io.pastelli.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/**
 * The client's bytes after a 101: first those that Jetty had read with the request, then what comes; nothing is taken
 * from the connection that was not asked for.
 *
 * <p>
 * <b>Threading:</b> one reader at a time; {@link #close} may come from any thread.
 */
final class Tunnel {
    private final EndPoint endPoint;
    private final WatchedEndPoint socket;
    private final ByteBuffer early;
    private final Ends ends = new Ends();
    private @Nullable Runnable waiting; // guarded by this, as all below
    private boolean closed;

    Tunnel(EndPoint endPoint, WatchedEndPoint socket, ByteBuffer early) {
        this.endPoint = endPoint;
        this.socket = socket;
        this.early = early;
    }

    /** Returns which directions have ended. */
    Ends ends() {
        return ends;
    }

    /** As {@link io.pastelli.adapter.Exchange#read}. */
    synchronized int read(byte[] buffer, int offset, int length) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (early.hasRemaining()) {
            int count = Math.min(length, early.remaining());
            early.get(buffer, offset, count);
            return count;
        }
        int count = endPoint.fill(ByteBuffer.wrap(buffer, offset, length).slice().limit(0)); // Jetty fills after the limit
        if (count < 0 && socket.ending() != Ending.FIN) {
            throw new IOException("the connection broke");
        }
        return count;
    }

    /** As {@link io.pastelli.adapter.Exchange#onReadable}. */
    void onReadable(Runnable ready) {
        boolean later;
        synchronized (this) {
            later = !closed && !early.hasRemaining();
            if (later) {
                waiting = ready;
                endPoint.tryFillInterested( // calls nobody back by itself
                        Callback.from(InvocationType.NON_BLOCKING, this::arrived, failure -> arrived()));
            }
        }
        if (!later) {
            ready.run();
        } else if (!endPoint.isOpen()) {
            arrived(); // an interest in a closed connection is never called
        }
    }

    /** Ends all reading and takes the interest back, for Jetty reads once more; a waiting reader is woken. */
    void close(Throwable cause) {
        synchronized (this) {
            closed = true;
        }
        if (endPoint instanceof AbstractEndPoint known) {
            known.getFillInterest().onFail(cause);
        }
        arrived();
    }

    private void arrived() {
        Runnable woken;
        synchronized (this) {
            woken = waiting;
            waiting = null;
        }
        if (woken != null) {
            woken.run();
        }
    }
}
