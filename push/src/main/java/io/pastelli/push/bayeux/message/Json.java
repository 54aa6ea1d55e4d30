package io.pastelli.push.bayeux.message;

import io.pastelli.http.HttpException;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON value as the text it was sent as: numbers keep every digit, members keep their order.
 *
 * {@snippet :
 * var said = io.pastelli.push.bayeux.message.Json.of(Map.of("text", "hello"));
 * Map<?, ?> back = said.as(Map.class);
 * }
 *
 * @param text the value, valid JSON
 */
public record Json(String text) {
    /** The value {@code true}. */
    public static final Json TRUE = new Json("true");

    /**
     * Returns {@code value} as JSON: maps, lists, records, strings, numbers, booleans, {@code null}.
     *
     * @throws IllegalArgumentException when it cannot be written
     */
    public static Json of(Object value) {
        if (value instanceof Json json) {
            return json;
        }
        try {
            return new Json(JsonMapper.shared().writeValueAsString(value));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a " + value.getClass().getName()
                    + " cannot be written as JSON: give maps, lists, records, strings, numbers or booleans",
                    e);
        }
    }

    /**
     * Reads the value as a Java type.
     *
     * @throws HttpException 400 when it is of another shape
     */
    public <T> T as(Class<T> type) {
        try {
            return JsonMapper.shared().readValue(text, type);
        } catch (JacksonException e) {
            throw new HttpException(400, "the value is no " + type.getSimpleName());
        }
    }

    /** Returns the members of an object; none for another value. */
    public Map<?, ?> fields() {
        return text.startsWith("{") ? as(Map.class) : Map.of();
    }

    /** Returns the value. */
    @Override
    public String toString() {
        return text;
    }
}
