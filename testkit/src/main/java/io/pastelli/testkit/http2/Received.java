package io.pastelli.testkit.http2;

import io.pastelli.http.Headers.Field;
import java.util.List;
import java.util.Optional;

/**
 * A frame that came.
 *
 * @param frame the frame; the CONTINUATIONs of HEADERS are part of it
 * @param fields what its header block says, for HEADERS only, in order and with the pseudo fields
 * @param nanos when it was read, by {@link System#nanoTime}
 */
public record Received(Frame frame, List<Field> fields, long nanos) {
    /** Copies the list. */
    public Received {
        fields = List.copyOf(fields);
    }

    /** Tells whether it is a frame of this type on this stream. */
    public boolean is(int type, int stream) {
        return frame.type() == type && frame.stream() == stream;
    }

    /** Returns the first value of a field, be it a pseudo field. */
    public Optional<String> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).map(Field::value).findFirst();
    }

    /** Returns the {@code :status}, 0 when there is none. */
    public int status() {
        return field(":status").map(Integer::parseInt).orElse(0);
    }
}
