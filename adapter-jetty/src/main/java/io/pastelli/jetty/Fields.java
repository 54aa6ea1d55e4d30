package io.pastelli.jetty;

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
}
