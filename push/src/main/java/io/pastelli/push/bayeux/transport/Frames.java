package io.pastelli.push.bayeux.transport;

import io.pastelli.http.Bytes;
import io.pastelli.http.BytesBuilder;
import io.pastelli.push.bayeux.message.Dialect;
import io.pastelli.push.bayeux.message.Outbound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Puts messages together to an array; the bytes of an event are shared by all. */
final class Frames {
    private Frames() {}

    static Bytes array(List<? extends Outbound> first, List<? extends Outbound> then, Dialect dialect) {
        var parts = new ArrayList<Bytes>(first.size() + then.size());
        first.forEach(each -> parts.add(each.encoded(dialect)));
        then.forEach(each -> parts.add(each.encoded(dialect)));
        int size = Math.max(2, parts.size() + 1); // brackets and commas
        for (Bytes part : parts) {
            size += part.size();
        }
        var array = new BytesBuilder(size);
        try {
            array.read((into, from, length) -> fill(into, parts), size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return array.build();
    }

    private static int fill(byte[] into, List<Bytes> parts) {
        int at = 0;
        into[at++] = '[';
        for (Bytes part : parts) {
            if (at > 1) {
                into[at++] = ',';
            }
            part.asByteBuffer().get(into, at, part.size());
            at += part.size();
        }
        into[at++] = ']';
        return at;
    }
}
