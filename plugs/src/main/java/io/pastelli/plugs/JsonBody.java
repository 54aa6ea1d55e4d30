package io.pastelli.plugs;

import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Param;
import io.pastelli.conn.Params;
import java.time.Duration;
import java.util.Map;

/**
 * Parses {@code application/json} and every {@code application/*+json} while it comes in.
 *
 * <p>
 * The fields of an object become the parameters, any other value becomes the parameter {@code _json}, and an empty body
 * is no parameters; {@link Parsers#json(Conn)} gives the whole value. Of a name that repeats the last value counts.
 * Numbers are {@code Long}, {@code BigInteger} or {@code BigDecimal}. It is UTF-8 or 400 (RFC 8259 section 8.1).
 *
 * @param length most bytes, then 413; default 8 000 000
 * @param depth deepest nesting, then 400; 1 to 500, default 100
 * @param values most values, names and brackets, then 413; default 500 000: a short body can make many objects
 * @param timeout longest wait for more bytes, then 408; default 15 s
 */
public record JsonBody(int length, int depth, int values, Duration timeout) implements BodyParser {
    static final int DEEPEST = 500;

    /** The defaults. */
    public static final JsonBody DEFAULT = new JsonBody(8_000_000, 100, 500_000,
            BodyOptions.DEFAULT.timeout());

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException for a depth outside 1 to 500, or another limit below 1
     */
    public JsonBody {
        if (depth < 1 || depth > DEEPEST || length < 1 || values < 1) {
            throw new IllegalArgumentException("JSON limits are at least 1, and the depth at most 500");
        }
    }

    /** Returns this parser with another most length, in bytes. */
    public JsonBody withLength(int bytes) {
        return new JsonBody(bytes, depth, values, timeout);
    }

    /** Returns this parser with another deepest nesting. */
    public JsonBody withDepth(int levels) {
        return new JsonBody(length, levels, values, timeout);
    }

    /** Returns this parser with another most number of values, names and brackets. */
    public JsonBody withValues(int most) {
        return new JsonBody(length, depth, most, timeout);
    }

    /** Returns this parser with another time-out. */
    public JsonBody withTimeout(Duration longest) {
        return new JsonBody(length, depth, values, longest);
    }

    @Override
    public boolean accepts(ContentType type) {
        return type.type().equals("application")
                && (type.subtype().equals("json") || type.subtype().endsWith("+json"));
    }

    @Override
    public Conn parse(Conn conn, ContentType type) {
        var body = BodyStream.of(conn, length, BodyOptions.DEFAULT.withTimeout(timeout));
        Param root = JsonTree.read(body, this).orElse(new Param.Fields(Map.of()));
        Params params = root instanceof Param.Fields fields
                ? Params.of(fields.fields())
                : Params.of(Map.of("_json", root));
        return conn.putPrivate(Parsers.JSON, root).putBodyParams(params);
    }
}
