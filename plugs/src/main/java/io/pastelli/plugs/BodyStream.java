package io.pastelli.plugs;

import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.BodyRead;
import io.pastelli.conn.Conn;
import io.pastelli.http.Bytes;
import io.pastelli.http.HttpException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The body of a request as a stream of at most so many bytes; what {@link RawBody} has kept is read from there. Keeps
 * no more than one block of 64 KiB.
 *
 * <p>
 * Its methods throw {@link HttpException}: 413 as soon as the body is known to be larger, 408 when it stops coming, 400
 * for malformed framing; and {@link io.pastelli.conn.DepartedException} when the client has left.
 *
 * <p>
 * <b>Threading:</b> for one thread, which may block.
 */
public final class BodyStream extends InputStream {
    private static final int BLOCK = 64 * 1024;

    private final Conn conn;
    private final long limit;
    private final BodyOptions options;
    private ByteBuffer block;
    private boolean last;
    private long count;

    private BodyStream(Conn conn, long limit, BodyOptions options) {
        this.conn = conn;
        this.limit = limit;
        this.options = options;
        Optional<Bytes> kept = conn.getPrivate(RawBody.KEPT);
        this.last = kept.isPresent();
        this.block = kept.orElse(Bytes.empty()).asByteBuffer();
        this.count = block.remaining();
        check(Math.max(count, declared()));
    }

    /** Returns the body, read with the default time-out; see {@link #of(Conn, long, BodyOptions)}. */
    public static BodyStream of(Conn conn, long limit) {
        return of(conn, limit, BodyOptions.DEFAULT);
    }

    /**
     * Returns the body of a request.
     *
     * @param limit most bytes
     * @param options how to read; the length counts at most 64 KiB
     * @throws HttpException 413 when the declared length is over the limit
     */
    public static BodyStream of(Conn conn, long limit, BodyOptions options) {
        return new BodyStream(conn, limit,
                options.withLength(Math.min(BLOCK, options.length())));
    }

    @Override
    public int read() {
        return fill() ? block.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int most) {
        if (most == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int size = Math.min(most, block.remaining());
        block.get(into, from, size);
        return size;
    }

    /** Makes sure that the block has bytes; {@code false} at the end of the body. */
    private boolean fill() {
        while (!block.hasRemaining()) {
            if (last) {
                return false;
            }
            // a read waits for all it asks for: no more than one byte too many, to refuse that at once
            BodyRead read = conn
                    .readBody(options.withLength((int) Math.min(options.length(), limit - count + 1)));
            last = read instanceof BodyRead.Done;
            count += read.bytes().size();
            check(count);
            block = read.bytes().asByteBuffer();
        }
        return true;
    }

    private void check(long bytes) {
        if (bytes > limit) {
            throw new HttpException(413, "the body is larger than " + limit + " bytes: send less");
        }
    }

    /** What the client says its body has, −1 when it says nothing; a lie is found while reading. */
    long declared() {
        try {
            return conn.reqHeader("content-length").map(Long::parseLong).orElse(-1L);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
