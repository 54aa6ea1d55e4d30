package io.pastelli.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What was measured of rooms, as Markdown tables: medians of the rounds. */
final class RoomReport {
    private RoomReport() {}

    private record Key(Room room, String pace) {}

    static String of(List<RoomRound> rounds, List<RoomMemory> memories) {
        var text = new StringBuilder();
        var keys = new LinkedHashSet<Key>();
        rounds.forEach(round -> keys.add(new Key(round.room(), round.pace())));
        var rows = new ArrayList<List<String>>();
        for (Key key : keys) {
            for (Peer peer : Peer.values()) {
                List<RoomRound> own = of(rounds, key, peer);
                if (!own.isEmpty()) {
                    rows.add(row(key, peer, own, of(rounds, key, Peer.COMETD)));
                }
            }
        }
        if (!rows.isEmpty()) {
            Report.table(List.of("bayeux", "pace", "server", "k/CPU-s", "÷ CometD", "CPU s", "k/s", "p50 ms",
                    "p99 ms", "faults"), rows, text);
        }
        if (!memories.isEmpty()) {
            memories(memories, text);
        }
        return text.toString();
    }

    private static List<RoomRound> of(List<RoomRound> rounds, Key key, Peer peer) {
        return rounds.stream().filter(round -> round.peer() == peer && round.room() == key.room()
                && round.pace().equals(key.pace())).toList();
    }

    private static List<String> row(Key key, Peer peer, List<RoomRound> own, List<RoomRound> cometd) {
        double rate = median(own, RoomRound::perCpuSecond);
        String ratio = peer == Peer.COMETD || cometd.isEmpty()
                ? ""
                : number(rate / median(cometd, RoomRound::perCpuSecond));
        return List.of(key.room().label(), key.pace(), peer.label(), number(rate / 1e3), ratio,
                number(median(own, RoomRound::cpu)), number(median(own, RoomRound::perSecond) / 1e3),
                number(median(own, RoomRound::p50)), number(median(own, RoomRound::p99)),
                String.valueOf(own.stream().mapToLong(RoomRound::faults).sum()));
    }

    private static void memories(List<RoomMemory> memories, StringBuilder text) {
        var rows = new ArrayList<List<String>>();
        for (RoomMemory each : memories) {
            rows.add(List.of(each.room().label(), each.peer().label(), number(each.peak()),
                    number(each.resident()), number(each.heap()),
                    String.format(Locale.ROOT, "%.0f", each.each()),
                    Long.toString(each.threads())));
        }
        Report.table(List.of("memory", "server", "peak MiB", "resident MiB", "live heap MiB", "heap B each",
                "threads"), rows, text);
    }

    private static double median(List<RoomRound> rounds, ToDoubleFunction<RoomRound> of) {
        return Ratio.median(rounds.stream().mapToDouble(of).sorted().toArray());
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
