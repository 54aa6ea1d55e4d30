package io.pastelli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured over Redis, as Markdown tables: medians of the rounds. */
final class RedisReport {
    private RedisReport() {}

    static String of(List<RoomRound> rounds, MailboxBench mailboxes, List<PublishCost> costs) {
        var text = new StringBuilder();
        RoomReport.rounds(rounds, Pair.FAYE.label(), text);
        if (!mailboxes.trips().isEmpty()) {
            trips(mailboxes.trips(), text);
            waiters(mailboxes.waiters(), text);
        }
        if (!costs.isEmpty()) {
            costs(costs, text);
        }
        return text.toString();
    }

    private static void trips(List<MailboxTrips> trips, StringBuilder text) {
        Map<String, List<MailboxTrips>> stores = new LinkedHashMap<>();
        trips.forEach(each -> stores.computeIfAbsent(each.store(), _ -> new ArrayList<>()).add(each));
        var rows = new ArrayList<List<String>>();
        stores.forEach((store, own) -> rows.add(List.of(store, median(own, MailboxTrips::perSecond),
                median(own, MailboxTrips::cpuMicros), median(own, MailboxTrips::redisMicros),
                median(own, MailboxTrips::p50), median(own, MailboxTrips::p99))));
        Report.table(List.of("mailboxes", "round trips/s", "CPU µs", "Redis CPU µs", "p50 ms", "p99 ms"),
                rows, text);
    }

    private static String median(List<MailboxTrips> trips, ToDoubleFunction<MailboxTrips> of) {
        return Report.number(Ratio.median(trips.stream().mapToDouble(of).sorted().toArray()));
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
