package io.pastelli.undertow;

import io.pastelli.adapter.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * The one place through which everything comes that a client sends: the base conduit of an accepted connection.
 *
 * <p>
 * It keeps what was read ahead. Between exchanges it collects a request head, has it checked, and then shows Undertow's
 * parser a stand-in of a few bytes, always the same: Undertow makes its exchange, one for all requests that are here
 * together, and never meets a head it would treat in its own way. While an exchange runs, Undertow reads nothing; the
 * exchange fills and empties the buffer itself, so the end of the connection is seen at any time. It never lets reads be
 * shut down, as Undertow does for a connection that will close: that would hide the end.
 *
 * <p>
 * <b>Threading:</b> the connection's I/O thread only, but for {@link #isReadShutdown}.
 */
final class Intake extends AbstractStreamSourceConduit<StreamSourceConduit> {
    private static final byte[] STAND_IN = "GET / HTTP/1.1\r\nhost:-\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = new byte[0];

    private final Http1Connection connection;
    private final Loop loop;
    private final Limits limits;
    private final HeadScanner scanner;
    private byte[] bytes = NOTHING;
    private int at;
    private int end;
    private boolean ended;
    private boolean unread;
    private boolean ahead;
    private @Nullable Head head;

    Intake(StreamSourceConduit next, Http1Connection connection, Loop loop) {
        super(next);
        this.connection = connection;
        this.loop = loop;
        this.limits = loop.settings().limits();
        this.scanner = new HeadScanner(limits);
    }

    Http1Connection connection() {
        return connection;
    }

    /** Returns the head that was read last. */
    Head head() {
        Head read = head;
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
        unread = size() > 0;
    }

    /** Tells whether the head behind this request, which has all been read, is all here. */
    boolean nextIsHere() {
        if (size() == 0) {
            return false;
        }
        lookAhead();
        try {
            return scanner.scan(bytes, at, end) > 0;
        } catch (Refused e) {
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
    boolean headIsHere() throws Refused {
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
        int count = next.read(scratch);
        if (count > 0) {
            keep(scratch.flip());
        }
        ended = count < 0;
        return count;
    }

    /** Gives what is kept to the decoder of a body. */
    void decode(BodyDecoder decoder, BodyDecoder.Sink sink) throws Refused {
        at = decoder.decode(bytes, at, end, sink);
        release();
    }

    /** Drops everything that is kept. */
    void drop() {
        at = end;
        release();
    }

    /** Called by Undertow's read listener, which looks for a request head. */
    @Override
    public int read(ByteBuffer dst) {
        if (head != null || !connection.expectsHead()) {
            return 0;
        }
        unread = false;
        try {
            while (!scan()) {
                int count = fill(Integer.MAX_VALUE);
                if (count <= 0) {
                    connection.headIncomplete(count < 0);
                    return 0;
                }
            }
        } catch (Refused e) {
            connection.refuse(e.refusal());
            return 0;
        } catch (IOException e) {
            connection.close(false); // the client broke off between two requests: nobody waits for the news
            return 0;
        }
        dst.put(STAND_IN);
        return STAND_IN.length;
    }

    private boolean scan() throws Refused {
        int length = scanner.scan(bytes, at, end);
        if (length == 0) {
            return false;
        }
        head = HeadParser.parse(bytes, at, at + length, limits.headerCount());
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

    @Override
    public long read(ByteBuffer[] dsts, int offset, int length) {
        for (ByteBuffer dst : Arrays.asList(dsts).subList(offset, offset + length)) {
            if (dst.hasRemaining()) {
                return read(dst);
            }
        }
        return 0;
    }

    /** Wakes the source channel's listener when something comes. */
    void resume() {
        next.resumeReads();
    }

    /**
     * Called by Undertow for every exchange, before it starts, which is not done then: mostly nothing comes before the
     * response is out, and two system calls are saved. When something does come, Undertow calls again.
     */
    @Override
    public void suspendReads() {
        if (head == null || !connection.expectsHead()) {
            next.suspendReads();
        }
    }

    /** Called by Undertow when it waits for the next head. */
    @Override
    public void resumeReads() {
        if (!connection.expectsHead()) {
            return;
        }
        if (unread) {
            unread = false;
            next.wakeupReads();
        } else {
            next.resumeReads();
        }
    }

    @Override
    public void terminateReads() {
        // see the class comment
    }

    @Override
    public boolean isReadShutdown() {
        return !connection.open();
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) {
        return 0;
    }

    @Override
    public long transferTo(long count, ByteBuffer throughBuffer, StreamSinkChannel target) {
        throughBuffer.limit(throughBuffer.position());
        return 0;
    }
}
