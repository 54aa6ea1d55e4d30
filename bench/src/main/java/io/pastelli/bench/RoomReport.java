package io.pastelli.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** What was measured of rooms, as Markdown tables: medians of the rounds. */
final class RoomReport {
    private RoomReport() {}

    private record Key(Room room, String pace) {}

    /** Appends the rounds, if there are any; {@code base} is the server that others are compared with. */
    static void rounds(List<RoomRound> rounds, String base, StringBuilder text) {
        if (rounds.isEmpty()) {
            return;
        }
        boolean shared = rounds.stream().anyMatch(round -> round.store() > 0);
        var keys = new LinkedHashSet<Key>();
        var servers = new LinkedHashSet<String>();
        rounds.forEach(round -> {
            keys.add(new Key(round.room(), round.pace()));
            servers.add(round.server());
        });
        var rows = new ArrayList<List<String>>();
        for (Key key : keys) {
            for (String server : servers) {
                List<RoomRound> own = of(rounds, key, server);
                if (!own.isEmpty()) {
                    rows.add(row(key, own, server.equals(base) ? List.of() : of(rounds, key, base), shared));
                }
            }
        }
        var head = new ArrayList<>(List.of("bayeux", "pace", "server", "k/CPU-s", "÷ " + base, "CPU s"));
        if (shared) {
            head.add("Redis CPU s");
        }
        head.addAll(List.of("k/s", "p50 ms", "p99 ms", "lost", "doubled", "late"));
        Report.table(head, rows, text);
    }

    private static List<RoomRound> of(List<RoomRound> rounds, Key key, String server) {
        return rounds.stream().filter(round -> round.server().equals(server) && round.room() == key.room()
                && round.pace().equals(key.pace())).toList();
    }

    private static List<String> row(Key key, List<RoomRound> own, List<RoomRound> base, boolean shared) {
        double rate = median(own, RoomRound::perCpuSecond);
        var row = new ArrayList<>(List.of(key.room().label(), key.pace(), own.getFirst().server(),
                Report.number(rate / 1e3),
                base.isEmpty() ? "" : Report.number(rate / median(base, RoomRound::perCpuSecond)),
                Report.number(median(own, RoomRound::cpu))));
        if (shared) {
            row.add(Report.number(median(own, RoomRound::store)));
        }
        row.addAll(List.of(Report.number(median(own, RoomRound::perSecond) / 1e3),
                Report.number(median(own, RoomRound::p50)), Report.number(median(own, RoomRound::p99)),
                sum(own, RoomRound::lost), sum(own, RoomRound::doubled), sum(own, RoomRound::late)));
        return row;
    }

    /** Appends memory, if any was measured. */
    static void memories(List<RoomMemory> memories, StringBuilder text) {
        if (memories.isEmpty()) {
            return;
        }
        var rows = new ArrayList<List<String>>();
        for (RoomMemory each : memories) {
            rows.add(List.of(each.room().label(), each.server(), Report.number(each.peak()),
                    Report.number(each.resident()), Report.number(each.heap()),
                    String.format(Locale.ROOT, "%.0f", each.each()), Long.toString(each.threads())));
        }
        Report.table(List.of("memory", "server", "peak MiB", "resident MiB", "live heap MiB", "heap B each",
                "threads"), rows, text);
    }

    private static String sum(List<RoomRound> rounds, ToLongFunction<RoomRound> of) {
        return String.valueOf(rounds.stream().mapToLong(of).sum());
    }

    private static double median(List<RoomRound> rounds, ToDoubleFunction<RoomRound> of) {
        return Ratio.median(rounds.stream().mapToDouble(of).sorted().toArray());
    }
}
