package io.pastelli.plugs;

import io.pastelli.conn.Param;
import io.pastelli.http.HttpException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON into a tree of {@link Param} with Jackson's streaming parser, and binds such a tree to a class. */
final class JsonTree {
    private static final JsonFactory FACTORY = JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(JsonBody.DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;
    private final JsonBody limits;
    private int values;
    private int depth;

    private JsonTree(JsonParser parser, JsonBody limits) {
        this.parser = parser;
        this.limits = limits;
    }

    /** Reads one value; empty when there is none at all. */
    static Optional<Param> read(InputStream body, JsonBody limits) {
        // a decoder of our own: Jackson's lets overlong forms and surrogates pass, and guesses UTF-16
        var text = new InputStreamReader(body, StandardCharsets.UTF_8.newDecoder());
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            var tree = new JsonTree(parser, limits);
            JsonToken first = tree.next();
            if (first == null) {
                return Optional.empty();
            }
            Param root = tree.value(first);
            if (tree.next() != null) {
                throw bad("something follows the first value", parser);
            }
            return Optional.of(root);
        } catch (JacksonIOException e) {
            throw new HttpException(400, "the JSON is malformed: its octets are not UTF-8");
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new HttpException(400, "the JSON is malformed"
                    + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()));
        }
    }

    static <T> T bind(Param root, Class<T> type) {
        try {
            T bound = JsonMapper.shared().convertValue(plain(root), type);
            if (bound == null) {
                throw new HttpException(422, "the JSON is null: send a value");
            }
            return bound;
        } catch (JacksonException | IllegalArgumentException e) {
            String where = e instanceof JacksonException known && !known.getPath().isEmpty()
                    ? " at " + path(known)
                    : "";
            throw new HttpException(422,
                    "the JSON is well-formed, but not of the shape expected here" + where);
        }
    }

    private Param value(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> fields();
            case START_ARRAY -> items();
            case VALUE_STRING -> new Param.Text(parser.getString());
            case VALUE_NUMBER_INT -> new Param.Num(switch (parser.getNumberValue()) {
                case Integer small -> Long.valueOf(small);
                case Number number -> number;
            });
            case VALUE_NUMBER_FLOAT -> new Param.Num(parser.getDecimalValue());
            case VALUE_TRUE -> new Param.Bool(true);
            case VALUE_FALSE -> new Param.Bool(false);
            case VALUE_NULL -> new Param.Null();
            default -> throw bad("a value is missing", parser);
        };
    }

    private Param fields() {
        var fields = new LinkedHashMap<String, Param>();
        while (require(next()) != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            fields.put(name, value(require(next())));
        }
        return new Param.Fields(fields.isEmpty() ? Map.of() : Collections.unmodifiableMap(fields));
    }

    private Param items() {
        var items = new ArrayList<Param>();
        for (JsonToken token = require(next()); token != JsonToken.END_ARRAY; token = require(next())) {
            items.add(value(token));
        }
        return new Param.Items(List.copyOf(items));
    }

    private @Nullable JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token != null && ++values > limits.values()) {
            throw new HttpException(413,
                    "the JSON has more than " + limits.values() + " values, names and brackets: send fewer");
        }
        if (token != null && token.isStructStart() && ++depth > limits.depth()) {
            throw new HttpException(400, "the JSON is nested deeper than " + limits.depth() + ": flatten it");
        }
        if (token != null && token.isStructEnd()) {
            depth--;
        }
        return token;
    }

    private JsonToken require(@Nullable JsonToken token) {
        if (token == null) {
            throw bad("it ends too early", parser);
        }
        return token;
    }

    private static HttpException bad(String why, JsonParser parser) {
        var at = parser.currentLocation();
        return new HttpException(400, "the JSON is malformed at line " + at.getLineNr() + ", column "
                + at.getColumnNr() + ": " + why);
    }

    /** The tree as Jackson's mapper understands it. */
    private static @Nullable Object plain(Param param) {
        return switch (param) {
            case Param.Text text -> text.value();
            case Param.Num number -> number.value();
            case Param.Bool bool -> bool.value();
            case Param.Null none -> null;
            case Param.Items items -> {
                var plain = new ArrayList<@Nullable Object>(items.items().size());
                items.items().forEach(item -> plain.add(plain(item)));
                yield plain;
            }
            case Param.Fields fields -> {
                var plain = new LinkedHashMap<String, @Nullable Object>();
                fields.fields().forEach((name, value) -> plain.put(name, plain(value)));
                yield plain;
            }
            case Param.Upload upload -> throw new IllegalArgumentException("JSON has no uploads");
        };
    }

    private static String path(JacksonException error) {
        var path = new StringBuilder();
        error.getPath().forEach(step -> path.append('/')
                .append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName()));
        return path.toString();
    }
}
