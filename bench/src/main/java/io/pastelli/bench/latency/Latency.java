package io.pastelli.bench.latency;

import io.pastelli.bench.Child;
import io.pastelli.bench.Conditions;
import io.pastelli.bench.Report;
import io.pastelli.bench.Results;
import io.pastelli.bench.Stand;
import io.pastelli.bench.Wire;
import io.pastelli.bench.client.LoadMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Latency at fixed rates, the same for the bare server and for ours on it. */
public final class Latency {
    private static final int CONNECTIONS = 64;
    private static final Duration START = Duration.ofSeconds(60);

    private final LatencyOptions options;
    private final Path folder;
    private final List<Round> rounds = new ArrayList<>();

    /**
     * One round; latencies in ms from the time a request was due.
     *
     * @param percent of what the bare server can
     * @param rate requests a second that were due
     * @param missing how many were not answered
     */
    private record Round(String server, String workload, String variant, int percent, double rate, int round,
            double p50, double p99, double p999, double max, long missing) {}

    private record Json(String conditions, List<Round> latencies) {}

    private Latency(LatencyOptions options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    /** Measures, writes {@code results-latency.json}, and returns the table. */
    public static String run(LatencyOptions options, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return new Latency(options, folder).run();
    }

    private String run() throws IOException, InterruptedException {
        String conditions = Conditions.of(options.toString());
        System.out.println(conditions);
        Path log = folder.resolve("bench-children.log");
        try (Child load = Child.start(OpenLoadMain.class, List.of(), log)) {
            load.next(START);
            for (String server : options.servers()) {
                List<Stand> stands = new ArrayList<>();
                try {
                    for (String variant : Stand.VARIANTS) {
                        stands.add(Stand.start(server, variant, List.of(), log));
                    }
                    for (String workload : options.workloads()) {
                        System.out.println("  " + server + " " + workload + " …");
                        measure(workload, stands, load, log);
                    }
                } finally {
                    stands.forEach(Stand::close);
                }
                Results.write(new Json(conditions + "; " + Conditions.load() + " after", rounds),
                        folder.resolve("results-latency.json"));
            }
        }
        return table();
    }

    private void measure(String workload, List<Stand> stands, Child load, Path log)
            throws IOException, InterruptedException {
        double most = 0;
        for (Stand each : stands.reversed()) { // warms them; the bare one is the last and counts
            most = most(each, workload, log);
        }
        for (int percent : options.percents()) {
            double rate = most * percent / 100;
            List<Stand> order = new ArrayList<>(stands);
            for (int i = 0; i < options.rounds(); i++) {
                for (Stand each : order) {
                    rounds.add(round(each, workload, percent, rate, i, load));
                }
                order = order.reversed();
            }
        }
    }

    private double most(Stand on, String workload, Path log) throws IOException, InterruptedException {
        try (Child closed = Child.start(LoadMain.class, List.of(), log, Integer.toString(on.port()), "0")) {
            closed.next(START);
            double most = 0;
            for (int i = 0; i < 3; i++) {
                String[] said = closed.ask("http " + workload + " " + CONNECTIONS + " "
                        + options.time().toMillis()).split(" ", -1);
                most = Double.parseDouble(said[0]) * 1e9 / Double.parseDouble(said[1]);
            }
            return most;
        }
    }

    private Round round(Stand on, String workload, int percent, double rate, int number, Child load)
            throws InterruptedException {
        String path = workload.equals("json") ? Wire.JSON + "17" + Wire.ORDERS + "42" : Wire.PLAIN;
        String[] said = load
                .ask(String.format(Locale.ROOT, "open %d %s %d %f %d", on.port(), path, CONNECTIONS,
                        rate, options.time().toMillis()))
                .split(" ", -1);
        return new Round(on.server(), workload, on.variant(), percent, rate, number, millis(said[2]),
                millis(said[3]), millis(said[4]), millis(said[5]),
                Long.parseLong(said[0]) - Long.parseLong(said[1]));
    }

    private static double millis(String nanos) {
        return Double.parseDouble(nanos) / 1e6;
    }

    private String table() {
        var rows = new ArrayList<List<String>>();
        for (Round first : rounds.stream().filter(each -> each.round == 0).toList()) {
            List<Round> same = rounds.stream().filter(each -> each.server.equals(first.server)
                    && each.workload.equals(first.workload) && each.variant.equals(first.variant)
                    && each.percent == first.percent).toList();
            rows.add(List.of(first.workload, first.server, first.percent + " %",
                    String.format(Locale.ROOT, "%.0f", first.rate), first.variant, median(same, Round::p50),
                    median(same, Round::p99), median(same, Round::p999), median(same, Round::max),
                    Long.toString(same.stream().mapToLong(Round::missing).sum())));
        }
        var text = new StringBuilder();
        Report.table(
                List.of("workload", "server", "of most", "1/s", "variant", "p50 ms", "p99", "p99.9", "max",
                        "missing"),
                rows, text);
        return text.toString();
    }

    private static String median(List<Round> rounds, ToDoubleFunction<Round> of) {
        double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        return String.format(Locale.ROOT, "%.2f", sorted[sorted.length / 2]);
    }
}
