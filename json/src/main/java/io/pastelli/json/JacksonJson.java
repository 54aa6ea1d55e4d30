package io.pastelli.json;

import io.pastelli.conn.JsonCodec;
import io.pastelli.http.Bytes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON with Jackson's own defaults: maps, lists, records, beans, numbers, {@code java.time} as ISO 8601.
 *
 * <p>
 * Found by {@code conn.json(…)} when this artifact is on the class path. Nesting ends at 500 levels.
 *
 * <p>
 * <b>Threading:</b> safe to share; its mapper never changes.
 */
public final class JacksonJson implements JsonCodec {
    private final JsonMapper mapper;

    /** Makes a codec on Jackson's shared default mapper. */
    public JacksonJson() {
        this(JsonMapper.shared());
    }

    /** Makes a codec on the user's own mapper; configure it without indentation, for SSE wants one line. */
    public JacksonJson(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public Bytes write(Object value) {
        try {
            return Bytes.of(mapper.writeValueAsBytes(value));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a " + (value == null ? "null" : value.getClass().getName())
                    + " cannot be written as JSON: " + e.getOriginalMessage()
                    + "; give maps, lists, records, strings, numbers or booleans", e);
        }
    }
}
