package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Key;
import io.pastelli.conn.Param;
import io.pastelli.conn.Params;
import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Parses the bodies of POST, PUT, PATCH and DELETE into {@link Conn#bodyParams}: forms, JSON and multipart.
 *
 * <p>
 * The first parser that accepts the content type reads the body. When none does, a type in {@code pass} goes on with
 * its body unread and without body parameters, any other is answered with 415, as is a body with a
 * {@code content-encoding}. A request without a content type has no body parameters; a body that was parsed before is
 * left alone. Over a parser's limit it is 413, a malformed body 400, one that stops coming 408.
 *
 * {@snippet :
 * Plug notes = Plug.pipeline(Parsers.plug(),
 *         conn -> conn.text(200, conn.bodyParams().get("title").orElse("untitled")));
 * }
 */
public final class Parsers implements Plug {
    /** Where {@link JsonBody} keeps the whole value. */
    static final Key<Param> JSON = Key.of("pastelli_json", Param.class);

    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");

    /**
     * What is parsed.
     *
     * @param parsers the parsers in order; default {@link FormBody}, {@link JsonBody} and {@link MultipartBody}, each
     *        with its own limits
     * @param pass types that go on unparsed: {@code image/png}, {@code text/*} or {@code *}{@code /*}; default none
     */
    public record Options(List<BodyParser> parsers, List<String> pass) {
        /** The defaults. */
        public static final Options DEFAULT = new Options(
                List.of(FormBody.DEFAULT, JsonBody.DEFAULT, MultipartBody.DEFAULT), List.of());

        /**
         * Keeps copies.
         *
         * @throws IllegalArgumentException for a type to pass that is none
         */
        public Options {
            parsers = List.copyOf(parsers);
            pass = pass.stream().map(type -> type.toLowerCase(Locale.ROOT)).toList();
            for (String type : pass) {
                if (ContentType.parse(type).filter(known -> known.params().isEmpty()).isEmpty()) {
                    throw new IllegalArgumentException(
                            "'" + type + "' cannot pass: give a type like image/png, text/* or */*");
                }
            }
        }

        /** Returns these options with other parsers. */
        public Options withParsers(BodyParser... others) {
            return new Options(List.of(others), pass);
        }

        /** Returns these options with other types that pass. */
        public Options withPass(String... types) {
            return new Options(parsers, List.of(types));
        }
    }

    private final Options options;

    private Parsers(Options options) {
        this.options = options;
    }

    /** Returns the plug with {@link Options#DEFAULT}. */
    public static Plug plug() {
        return plug(Options.DEFAULT);
    }

    /** Returns the plug. */
    public static Plug plug(Options options) {
        return new Parsers(options);
    }

    /**
     * Returns the JSON of the body, whatever its shape.
     *
     * @throws HttpException 415 when the body was no JSON, or none was sent
     */
    public static Param json(Conn conn) {
        return conn.getPrivate(JSON).orElseThrow(
                () -> new HttpException(415, "JSON is expected: send it with content-type application/json"));
    }

    /**
     * Returns the JSON of the body as a record, bean, list or map, as Jackson maps it.
     *
     * @throws HttpException 415 when the body was no JSON, or none was sent; 422 when it does not fit {@code type}
     */
    public static <T> T json(Conn conn, Class<T> type) {
        return JsonTree.bind(json(conn), type);
    }

    @Override
    public Conn call(Conn conn) throws IOException {
        if (!METHODS.contains(conn.method()) || conn.getPrivate(Conn.BODY_PARAMS).isPresent()) {
            return conn;
        }
        List<String> types = conn.reqHeaders().all("content-type");
        if (types.isEmpty()) {
            return conn.putBodyParams(Params.none());
        }
        if (types.size() > 1) {
            throw new HttpException(400, "the request has several content types: send one");
        }
        ContentType type = ContentType.parse(types.getFirst()).orElseThrow(
                () -> new HttpException(415,
                        "the content type is malformed: send one like application/json"));
        boolean encoded = conn.reqHeaders().all("content-encoding").stream()
                .anyMatch(coding -> !coding.equalsIgnoreCase("identity"));
        for (BodyParser parser : encoded ? List.<BodyParser>of() : options.parsers()) {
            if (parser.accepts(type)) {
                return parser.parse(conn, type);
            }
        }
        if (options.pass().stream().anyMatch(type::fits)) {
            return conn;
        }
        throw new HttpException(415, encoded
                ? "compressed bodies are not taken here: send it without content-encoding"
                : "bodies of type " + type.type() + "/" + type.subtype()
                        + " are not taken here: send another type");
    }
}
