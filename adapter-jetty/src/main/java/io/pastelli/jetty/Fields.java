package io.pastelli.jetty;

import io.pastelli.adapter.Limits;
import io.pastelli.http.Headers;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/** Fields of Jetty's parsers as ours. */
final class Fields {
    private Fields() {}

    static Headers received(HttpFields fields) {
        var flat = new String[fields.size() * 2];
        int at = 0;
        for (HttpField field : fields) {
            flat[at++] = field.getName();
            flat[at++] = field.getValue() == null ? "" : field.getValue();
        }
        return Headers.received(flat);
    }

    /** Tells whether fields after a body are more than a head may have. */
    static boolean tooMany(Headers trailers, Limits limits) {
        int bytes = 0;
        for (Headers.Field field : trailers) {
            bytes += field.name().length() + field.value().length() + 4;
        }
        return trailers.size() > limits.headerCount() || bytes > limits.headers();
    }
}
