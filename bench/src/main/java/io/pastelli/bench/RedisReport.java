package io.pastelli.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** What was measured over Redis, as Markdown tables: medians of the rounds. */
final class RedisReport {
    private RedisReport() {}

    static String of(RedisBench.Json all) {
        var text = new StringBuilder();
        RoomReport.rounds(all.rounds(), Pair.FAYE.label(), text);
        if (!all.streams().isEmpty()) {
            streams(all.streams(), text);
        }
        if (!all.held().isEmpty()) {
            held(all.held(), text);
        }
        if (!all.trips().isEmpty()) {
            trips(all.trips(), text);
            waiters(all.waiters(), text);
        }
        if (!all.publishes().isEmpty()) {
            costs(all.publishes(), text);
        }
        return text.toString();
    }

    private static void streams(List<StreamRound> rounds, StringBuilder text) {
        Map<String, List<StreamRound>> kinds = new LinkedHashMap<>();
        rounds.stream().sorted(Comparator.comparing(StreamRound::pace).reversed()).forEach(
                each -> kinds.computeIfAbsent(each.pace() + each.store(), _ -> new ArrayList<>()).add(each));
        var rows = new ArrayList<List<String>>();
        kinds.values().forEach(own -> rows.add(List.of("sse-" + own.getFirst().streams(),
                own.getFirst().pace(), own.getFirst().store(),
                Report.number(median(own, StreamRound::perCpuSecond) / 1e3),
                Report.number(median(own, StreamRound::cpu)), Report.number(median(own, StreamRound::redis)),
                Report.number(median(own, StreamRound::perSecond) / 1e3),
                Report.number(median(own, StreamRound::p50)), Report.number(median(own, StreamRound::p99)),
                sum(own, StreamRound::lost), sum(own, StreamRound::doubled), sum(own, StreamRound::late))));
        Report.table(List.of("streams", "pace", "log", "k/CPU-s", "CPU s", "Redis CPU s", "k/s", "p50 ms",
                "p99 ms", "lost", "doubled", "late"), rows, text);
    }

    private static void held(List<HeldPolls> polls, StringBuilder text) {
        Report.table(List.of("held", "polls", "store", "heap B each"), polls.stream().map(each -> List.of(
                each.server(), Integer.toString(each.polls()), each.store(),
                Long.toString(Math.round(each.heap())))).toList(), text);
    }

    private static void trips(List<MailboxTrips> trips, StringBuilder text) {
        Map<String, List<MailboxTrips>> stores = new LinkedHashMap<>();
        trips.forEach(each -> stores.computeIfAbsent(each.store(), _ -> new ArrayList<>()).add(each));
        var rows = new ArrayList<List<String>>();
        stores.forEach((store,
                own) -> rows.add(List.of(store, Report.number(median(own, MailboxTrips::perSecond)),
                        Report.number(median(own, MailboxTrips::cpuMicros)),
                        Report.number(median(own, MailboxTrips::redisMicros)),
                        Report.number(median(own, MailboxTrips::p50)),
                        Report.number(median(own, MailboxTrips::p99)))));
        Report.table(List.of("mailboxes", "round trips/s", "CPU µs", "Redis CPU µs", "p50 ms", "p99 ms"),
                rows, text);
    }

    private static <T> double median(List<T> rounds, ToDoubleFunction<T> of) {
        return Ratio.median(rounds.stream().mapToDouble(of).sorted().toArray());
    }

    private static <T> String sum(List<T> rounds, ToLongFunction<T> of) {
        return Long.toString(rounds.stream().mapToLong(of).sum());
    }

    private static void waiters(List<MailboxWaiters> waiters, StringBuilder text) {
        var rows = new ArrayList<List<String>>();
        for (MailboxWaiters each : waiters) {
            int connections = each.connections();
            rows.add(List.of(each.store(), Integer.toString(each.waiters()), Integer.toString(connections),
                    connections == 0 ? "" : Integer.toString(each.waiters() / connections),
                    Long.toString(Math.round(each.heap())), Report.number(each.cpu()),
                    Report.number(each.redis()), each.arrived() + "/" + each.sent(),
                    Report.number(each.p50()), Report.number(each.p99())));
        }
        Report.table(List.of("waiting", "waiters", "connections", "waiters each", "heap B each",
                "idle CPU ms/s", "idle Redis ms/s", "told", "p50 ms", "p99 ms"), rows, text);
    }

    private static void costs(List<PublishCost> costs, StringBuilder text) {
        var rows = new ArrayList<List<String>>();
        for (PublishCost each : costs) {
            rows.add(List.of(Integer.toString(each.subscribers()), Integer.toString(each.idle()),
                    Report.number(each.micros()), Report.number(each.each()), Report.number(each.p50()),
                    Report.number(each.p99())));
        }
        Report.table(List.of("subscribers", "other nodes", "publish µs in Redis", "delivery µs in Redis",
                "publish ms p50", "p99"), rows, text);
    }
}
