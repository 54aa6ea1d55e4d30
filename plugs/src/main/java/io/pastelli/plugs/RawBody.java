package io.pastelli.plugs;

import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Key;
import io.pastelli.conn.Plug;
import io.pastelli.http.Bytes;
import java.io.IOException;
import java.time.Duration;

/**
 * Keeps the bytes of a body as they came, to check a signature over them; plugged before {@link Parsers}, which then
 * read what is kept. Put it only where it is needed: it holds the whole body in memory.
 *
 * {@snippet :
 * Plug hook = Plug.pipeline(RawBody.plug(), Parsers.plug(), conn -> {
 *     Bytes signed = RawBody.of(conn); // compare their signature with the one that was sent
 *     return conn.text(200, signed.size() + " bytes, " + conn.bodyParams().names());
 * });
 * }
 */
public final class RawBody implements Plug {
    /** Where the bytes are kept. */
    static final Key<Bytes> KEPT = Key.of("pastelli_raw_body", Bytes.class);

    /**
     * How much is kept.
     *
     * @param length most bytes, then 413; default 1 000 000
     * @param timeout longest wait for more bytes, then 408; default 15 s
     */
    public record Options(int length, Duration timeout) {
        /** The defaults. */
        public static final Options DEFAULT = new Options(1_000_000, BodyOptions.DEFAULT.timeout());

        /** Returns these options with another most length, in bytes. */
        public Options withLength(int bytes) {
            return new Options(bytes, timeout);
        }

        /** Returns these options with another time-out. */
        public Options withTimeout(Duration longest) {
            return new Options(length, longest);
        }
    }

    private final Options options;

    private RawBody(Options options) {
        this.options = options;
    }

    /** Returns the plug with {@link Options#DEFAULT}. */
    public static Plug plug() {
        return plug(Options.DEFAULT);
    }

    /** Returns the plug. */
    public static Plug plug(Options options) {
        return new RawBody(options);
    }

    /**
     * Returns the body as it came.
     *
     * @throws IllegalStateException when this plug has not run
     */
    public static Bytes of(Conn conn) {
        return conn.getPrivate(KEPT).orElseThrow(() -> new IllegalStateException(
                "the body was not kept: plug RawBody before Parsers, or readBody() yourself"));
    }

    /**
     * Reads and keeps the body.
     *
     * @throws IllegalStateException when a parser has read it already
     */
    @Override
    public Conn call(Conn conn) throws IOException {
        if (conn.getPrivate(KEPT).isPresent()) {
            return conn;
        }
        if (conn.getPrivate(Conn.BODY_PARAMS).isPresent()) {
            throw new IllegalStateException("the body was read already: plug RawBody before Parsers");
        }
        var body = BodyStream.of(conn, options.length(), BodyOptions.DEFAULT.withTimeout(options.timeout()));
        return conn.putPrivate(KEPT, Bytes.of(body.readAllBytes()));
    }
}
