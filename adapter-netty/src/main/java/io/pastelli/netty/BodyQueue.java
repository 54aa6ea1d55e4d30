package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived of a request body and is not read yet. It takes all it is given; that it stays small is the business
 * of who stops reading from the socket when {@link #full()}.
 *
 * <p>
 * <b>Threading:</b> the event loop fills, any one thread reads; guarded by its monitor. No callback runs inside it.
 */
final class BodyQueue {
    /** How much waits on a connection of HTTP/1. */
    static final int OF_CONNECTION = 64 * 1024;
    /** How much waits on a stream: with one more frame of 16 KiB still below what makes Netty open the window again. */
    static final int OF_STREAM = 15 * 1024;
    private static final int FEW = 8; // pieces that are kept as they came
    private static final int SMALL = 512;
    private static final int GATHERED = 4 * 1024;

    private final int high;
    private @Nullable ArrayDeque<ByteBuf> pieces; // most requests have no body
    private @Nullable ByteBuf gathered; // the last piece, where it has room for small ones
    private int size;
    private boolean full;
    private boolean ended;
    private Headers trailers = Headers.empty();
    private @Nullable String closed; // why no more can be read
    private @Nullable HttpException refusal;
    private boolean room;
    private @Nullable Runnable ready;

    /** Makes one that is full above {@code high} bytes, until half of them are left. */
    BodyQueue(int high) {
        this.high = high;
    }

    /** Tells, once each time, that the queue was full and reads have made it half empty. */
    synchronized boolean madeRoom() {
        boolean told = room;
        room = false;
        return told;
    }

    /** Appends a piece, whose reference goes over. */
    void add(ByteBuf piece) {
        Runnable told = null;
        synchronized (this) {
            if (closed != null || !piece.isReadable()) {
                piece.release();
            } else {
                if (pieces == null) {
                    pieces = new ArrayDeque<>(4);
                }
                size += piece.readableBytes();
                if (pieces.size() < FEW || piece.readableBytes() >= SMALL) {
                    pieces.add(piece);
                    gathered = null;
                } else {
                    gather(pieces, piece);
                }
                full |= size > high;
                told = takeReady();
            }
        }
        run(told);
    }

    /** Copies a small piece: as they come, each takes an object of its own and keeps all that was read with it. */
    private void gather(ArrayDeque<ByteBuf> pieces, ByteBuf piece) {
        ByteBuf last = gathered;
        if (last == null || last.maxWritableBytes() < piece.readableBytes()) {
            last = Unpooled.buffer(GATHERED, GATHERED);
            gathered = last;
            pieces.add(last);
        }
        last.writeBytes(piece);
        piece.release();
    }

    /** Marks the end of the body, with the fields after it. */
    void end(Headers after) {
        Runnable told;
        synchronized (this) {
            ended = true;
            trailers = after;
            told = takeReady();
        }
        run(told);
    }

    /** Keeps what is left where it needs no release: the channel has gone, and perhaps nobody reads on. */
    synchronized void outlive() {
        if (pieces == null || pieces.isEmpty()) {
            return;
        }
        ByteBuf left = Unpooled.buffer(size);
        for (ByteBuf piece : pieces) {
            left.writeBytes(piece);
            piece.release();
        }
        pieces.clear();
        pieces.add(left);
        gathered = null;
    }

    /** Takes the end back: the bytes of another protocol follow. */
    synchronized void reopen() {
        ended = false;
    }

    /** Returns the fields after the body, once its end is here. */
    synchronized Headers trailers() {
        return trailers;
    }

    /** Makes every read fail from now on, because of the client, and drops what is left; only the first reason counts. */
    void fail(HttpException cause) {
        close("it is malformed", cause);
    }

    /** Makes every read fail from now on and drops what is left; only the first reason counts. */
    void close(String why) {
        close(why, null);
    }

    private void close(String why, @Nullable HttpException cause) {
        Runnable told;
        synchronized (this) {
            if (closed == null) {
                closed = why;
                refusal = cause;
            }
            if (pieces != null) {
                pieces.forEach(ByteBuf::release);
                pieces = null;
                gathered = null;
            }
            size = 0;
            full = false;
            told = takeReady();
        }
        run(told);
    }

    /** Tells whether nothing more should be read from the socket. */
    synchronized boolean full() {
        return full;
    }

    /** Returns the number of unread bytes. */
    synchronized int size() {
        return size;
    }

    int read(byte[] buffer, int offset, int length) throws IOException {
        int count = 0;
        synchronized (this) {
            if (refusal != null) {
                throw refusal;
            }
            if (closed != null) {
                throw new IOException("the rest of the request body will not come: " + closed);
            }
            while (pieces != null && count < length && !pieces.isEmpty()) {
                ByteBuf piece = pieces.getFirst();
                int part = Math.min(length - count, piece.readableBytes());
                piece.readBytes(buffer, offset + count, part);
                count += part;
                if (!piece.isReadable()) {
                    pieces.removeFirst().release();
                    gathered = pieces.isEmpty() ? null : gathered;
                }
            }
            size -= count;
            if (full && size <= high / 2) {
                full = false;
                room = true;
            }
            if (count == 0 && ended && length > 0) {
                count = -1;
            }
        }
        return count;
    }

    /** Runs {@code waiter} once when a read would not wait, maybe at once. */
    void onReadable(Runnable waiter) {
        synchronized (this) {
            if (size == 0 && !ended && closed == null) {
                ready = waiter;
                return;
            }
        }
        waiter.run();
    }

    private @Nullable Runnable takeReady() {
        Runnable told = ready;
        ready = null;
        return told;
    }

    private static void run(@Nullable Runnable told) {
        if (told != null) {
            told.run();
        }
    }
}
