package io.pastelli.plugs;

import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Params;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Parses {@code application/x-www-form-urlencoded}; 400 for bad escapes, bytes that are not UTF-8 or more than 1000
 * parameters.
 *
 * @param length most bytes, then 413; default 1 000 000
 * @param timeout longest wait for more bytes, then 408; default 15 s
 */
public record FormBody(int length, Duration timeout) implements BodyParser {
    /** The defaults. */
    public static final FormBody DEFAULT = new FormBody(1_000_000, BodyOptions.DEFAULT.timeout());

    /** Returns this parser with another most length, in bytes. */
    public FormBody withLength(int bytes) {
        return new FormBody(bytes, timeout);
    }

    /** Returns this parser with another time-out. */
    public FormBody withTimeout(Duration longest) {
        return new FormBody(length, longest);
    }

    @Override
    public boolean accepts(ContentType type) {
        return type.is("application", "x-www-form-urlencoded");
    }

    @Override
    public Conn parse(Conn conn, ContentType type) throws IOException {
        byte[] body = BodyStream.of(conn, length, BodyOptions.DEFAULT.withTimeout(timeout)).readAllBytes();
        // octets as they came: the decoder of Params checks that they are UTF-8
        return conn.putBodyParams(Params.decode(new String(body, StandardCharsets.ISO_8859_1)));
    }
}
