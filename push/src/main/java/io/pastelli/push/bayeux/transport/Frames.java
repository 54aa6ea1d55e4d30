package io.pastelli.push.bayeux.transport;

import io.pastelli.http.Bytes;
import io.pastelli.push.bayeux.message.Dialect;
import io.pastelli.push.bayeux.message.Outbound;
import java.util.ArrayList;
import java.util.List;

/** Puts messages together to an array; the bytes of an event are shared by all. */
final class Frames {
    private Frames() {}

    static Bytes array(List<? extends Outbound> first, List<? extends Outbound> then, Dialect dialect) {
        var parts = new ArrayList<byte[]>(first.size() + then.size());
        int size = 2;
        for (List<? extends Outbound> some : List.of(first, then)) {
            for (Outbound each : some) {
                byte[] part = each.encoded(dialect).toByteArray();
                parts.add(part);
                size += part.length + 1;
            }
        }
        var all = new byte[parts.isEmpty() ? 2 : size - 1];
        all[0] = '[';
        int at = 1;
        for (byte[] part : parts) {
            if (at > 1) {
                all[at++] = ',';
            }
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        all[at] = ']';
        return Bytes.of(all);
    }
}
