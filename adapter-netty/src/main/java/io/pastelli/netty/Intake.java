package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.pastelli.adapter.Limits;
import io.pastelli.adapter.RefusedException;
import io.pastelli.adapter.RequestHead;
import io.pastelli.adapter.http1.BodyDecoder;
import io.pastelli.adapter.http1.HeadScanner;
import org.jspecify.annotations.Nullable;

/**
 * What a client of HTTP/1 has sent and nobody has taken yet: the beginning of a head, or requests ahead of their turn.
 *
 * <p>
 * <b>Threading:</b> the connection's event loop.
 */
final class Intake {
    private static final int STEP = 1024;

    private final ByteBufAllocator buffers;
    private final Scratch scratch;
    private final HeadScanner scanner;
    private @Nullable ByteBuf kept; // never empty

    Intake(ByteBufAllocator buffers, Scratch scratch, Limits limits) {
        this.buffers = buffers;
        this.scratch = scratch;
        this.scanner = new HeadScanner(limits);
    }

    /** Takes what was read, whose reference goes over. */
    void add(ByteBuf read) {
        if (!read.isReadable()) {
            read.release();
        } else {
            kept = kept == null ? read : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(buffers, kept, read);
        }
    }

    /** Returns how many bytes are kept. */
    int size() {
        return kept == null ? 0 : kept.readableBytes();
    }

    /** Tells whether a part of a head has arrived. */
    boolean headBegun() {
        return scanner.seen() > 0;
    }

    /** Tells whether the head behind a request that has all been taken is all here. */
    boolean nextIsHere() {
        try {
            return kept != null && scan(kept) > 0;
        } catch (RefusedException e) {
            scanner.reset(); // it will be refused in its turn
            return false;
        }
    }

    /** Takes a head; null while it is not all here. */
    @Nullable
    RequestHead head() throws RefusedException {
        ByteBuf bytes = kept;
        int length = bytes == null ? 0 : scan(bytes);
        if (bytes == null || length == 0) {
            return null;
        }
        byte[] head = scratch.atLeast(length);
        bytes.readBytes(head, 0, length);
        scanner.reset();
        release();
        return scratch.parser().parse(head, 0, length);
    }

    /** Looks for the end of a head, in what has come since it was looked for; returns its length or 0. */
    private int scan(ByteBuf bytes) throws RefusedException {
        int all = bytes.readableBytes();
        int length;
        int to;
        do {
            int from = Math.max(0, scanner.seen() - 1);
            to = Math.min(all, scanner.seen() + STEP);
            byte[] part = scratch.atLeast(to);
            bytes.getBytes(bytes.readerIndex() + from, part, from, to - from);
            length = scanner.scan(part, 0, to);
        } while (length == 0 && to < all);
        return length;
    }

    /** Gives {@code body} what is here of it. */
    void decode(BodyDecoder decoder, BodyQueue body) throws RefusedException {
        for (ByteBuf bytes = kept; bytes != null && !decoder.ended(); bytes = kept) {
            int data = decoder.data(bytes.readableBytes());
            if (data == 0) {
                decoder.framing(bytes.readByte());
                release();
            } else {
                decoder.took(data);
                body.add(data == bytes.readableBytes() ? takeAll() : bytes.readRetainedSlice(data));
            }
        }
    }

    /** Takes all that is kept, whose reference goes over; it may be empty. */
    ByteBuf takeAll() {
        ByteBuf all = kept;
        kept = null;
        return all == null ? buffers.buffer(0) : all;
    }

    /** Drops all that is kept. */
    void clear() {
        if (kept != null) {
            kept.release();
            kept = null;
        }
    }

    private void release() {
        if (size() == 0) {
            clear();
        }
    }
}
