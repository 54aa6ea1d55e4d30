package io.pastelli.push.sse;

import java.util.ArrayList;
import java.util.List;

/** What a client makes of a stream, as a browser does: events, and the id it would come back with. */
record Received(List<String> data, List<Long> ids, String lastEventId) {
    /** Reads whole events only, what is behind the last empty line is cut off. */
    static Received of(String stream) {
        var data = new ArrayList<String>();
        var ids = new ArrayList<Long>();
        String last = "";
        int end = stream.lastIndexOf("\n\n");
        for (String block : end < 0 ? new String[0] : stream.substring(0, end).split("\n\n", -1)) {
            for (String line : block.split("\n", -1)) {
                if (line.startsWith("id: ")) {
                    last = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data.add(line.substring(6));
                    ids.add(last.isEmpty() ? 0 : Long.parseLong(last));
                }
            }
        }
        return new Received(data, ids, last);
    }
}
