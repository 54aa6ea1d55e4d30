package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Keeps {@code vary} (RFC 9110 section 12.5.5): what a response depended on, each name once. */
final class Vary {
    private Vary() {}

    /** A conn whose response varies by these fields too; one that varies by everything stays so. */
    static Conn by(Conn conn, String... names) {
        String known = String.join(", ", conn.respHeaders().all("vary"));
        var all = new ArrayList<>(known.isEmpty() ? List.of() : List.of(known));
        List<String> there = List.of(known.toLowerCase(Locale.ROOT).split("[, \t]+", -1));
        for (String name : names) {
            if (!there.contains(name) && !there.contains("*")) {
                all.add(name);
            }
        }
        return all.isEmpty() ? conn : conn.putRespHeader("vary", String.join(", ", all));
    }
}
