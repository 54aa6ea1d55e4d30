package io.pastelli.undertow;

import io.pastelli.adapter.RefusedException;
import io.pastelli.adapter.RequestHead;
import io.pastelli.adapter.http1.BodyDecoder;
import io.pastelli.adapter.http1.HeadScanner;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.StreamSourceConduit;

/**
 * The one place through which everything comes that a client sends: reads from the socket, or from TLS, and keeps what is
 * not used yet.
 *
 * <p>
 * Between exchanges it collects a request head and has it checked. While an exchange runs, that fills and empties the
 * buffer itself, so the end of the connection is seen at any time.
 *
 * <p>
 * <b>Threading:</b> the connection's I/O thread only.
 */
final class Intake {
    private static final byte[] NOTHING = new byte[0];

    private final StreamSourceConduit source;
    private final Loop loop;
    private final HeadScanner scanner;
    private byte[] bytes = NOTHING;
    private int at;
    private int end;
    private boolean ended;
    private boolean ahead;
    private @Nullable RequestHead head;

    Intake(StreamSourceConduit source, Loop loop) {
        this.source = source;
        this.loop = loop;
        this.scanner = new HeadScanner(loop.settings().limits());
    }

    /** Returns the head that was read last. */
    RequestHead head() {
        RequestHead read = head;
        if (read == null) {
            throw new IllegalStateException("no head has been read");
        }
        return read;
    }

    /** Returns how many bytes are kept. */
    int size() {
        return end - at;
    }

    /** Tells whether the client has closed its side; bytes may still be kept. */
    boolean ended() {
        return ended;
    }

    /** Tells whether a head has begun to arrive. */
    boolean headBegun() {
        return scanner.seen() > 0;
    }

    /** Makes ready for the next head; what is kept is its beginning. */
    void nextHead() {
        lookAhead();
        ahead = false;
        head = null;
    }

    /** Tells whether the head behind this request, which has all been read, is all here. */
    boolean nextIsHere() {
        if (size() == 0) {
            return false;
        }
        lookAhead();
        try {
            return scanner.scan(bytes, at, end) > 0;
        } catch (RefusedException e) {
            scanner.reset(); // it will be refused in its turn
            return false;
        }
    }

    private void lookAhead() {
        if (!ahead) {
            scanner.reset();
            ahead = true;
        }
    }

    /** Tells whether the head of the request whose turn it is has been read, or can be now. */
    boolean headIsHere() throws RefusedException {
        return head != null || scan();
    }

    /**
     * Reads what has arrived.
     *
     * @param most most bytes to keep in all
     * @return the number of bytes, 0 for none, −1 at the end
     */
    int fill(int most) throws IOException {
        if (ended) {
            return -1;
        }
        ByteBuffer scratch = loop.scratch();
        scratch.limit(Math.clamp(most - size(), 0, scratch.capacity()));
        if (!scratch.hasRemaining()) {
            return 0;
        }
        int count = source.read(scratch);
        if (count > 0) {
            keep(scratch.flip());
        }
        ended = count < 0;
        return count;
    }

    /** Gives what is kept to the decoder of a body. */
    void decode(BodyDecoder decoder, BodyDecoder.Sink sink) throws RefusedException {
        at = decoder.decode(bytes, at, end, sink);
        release();
    }

    /** Drops everything that is kept. */
    void drop() {
        at = end;
        release();
    }

    private boolean scan() throws RefusedException {
        int length = scanner.scan(bytes, at, end);
        if (length == 0) {
            return false;
        }
        head = loop.parser().parse(bytes, at, at + length);
        at += length;
        release();
        return true;
    }

    /** Takes bytes that were read. */
    void keep(ByteBuffer read) {
        int count = read.remaining();
        if (bytes.length - end < count) {
            int size = size();
            int room = at == end ? count : Math.max(size + count, 2 * size);
            byte[] larger = room <= bytes.length ? bytes : new byte[room];
            System.arraycopy(bytes, at, larger, 0, size);
            bytes = larger;
            at = 0;
            end = size;
        }
        read.get(bytes, end, count);
        end += count;
    }

    /** An idle connection keeps no buffer. */
    private void release() {
        if (at == end) {
            bytes = NOTHING;
            at = 0;
            end = 0;
        }
    }

    /** Tells the listener of the connection when something comes. */
    void resume() {
        source.resumeReads();
    }

    /** Tells nobody. */
    void suspend() {
        source.suspendReads();
    }
}
