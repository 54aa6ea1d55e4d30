package io.pastelli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The workloads that are counted per CPU-second: every variant in turn, the order turned round every round. */
final class Load {
    private static final int DELIVERIES_PER_SECOND = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Options options;
    private final Results results;

    Load(Options options, Results results) {
        this.options = options;
        this.results = results;
    }

    private interface Round {
        Rate run(Contender contender, int round) throws InterruptedException;
    }

    void run(Workload workload, List<Contender> contenders) throws InterruptedException {
        Round round = workload.http()
                ? (each, number) -> http(workload, each, number)
                : (each, number) -> events(workload, each, number);
        for (Contender each : contenders) {
            if (!workload.http()) {
                open(each, workload);
            }
            round.run(each, -1); // warm-up
        }
        var order = new ArrayList<>(contenders);
        for (int i = 0; i < options.rounds(); i++) {
            for (Contender each : order) {
                results.add(round.run(each, i));
            }
            Collections.reverse(order);
        }
        for (Contender each : contenders) {
            each.load().ask("close");
        }
    }

    /** Opens the streams and waits until the server counts them: a client has its head before. */
    private static void open(Contender on, Workload workload) throws InterruptedException {
        long due = on.serve().number("opened") + workload.streams();
        on.load().ask("streams " + workload.label() + " " + workload.path() + " " + workload.streams());
        long start = System.nanoTime();
        while (on.serve().number("opened") < due) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException(on.server() + " " + on.variant().label() + ": not all of "
                        + workload.streams() + " streams are open");
            }
            Thread.sleep(5);
        }
    }

    private Rate http(Workload workload, Contender on, int round) throws InterruptedException {
        long millis = options.time().toMillis() * (round < 0 ? 2 : 1);
        long before = on.serve().number("cpu");
        String[] said = on.load().ask("http " + workload.label() + " " + options.connections() + " " + millis)
                .split(" ", -1);
        long cpu = on.serve().number("cpu") - before;
        return rate(on, workload, round, said, cpu);
    }

    private Rate events(Workload workload, Contender on, int round) throws InterruptedException {
        long interval = 1_000_000_000L * workload.streams() / DELIVERIES_PER_SECOND;
        long events = Math.max(2, options.time().toNanos() / interval);
        long arrived = on.load().number("arrived");
        long start = System.nanoTime();
        long before = on.serve().number("cpu");
        long due = arrived + events * workload.streams();
        // a bare server may count streams of an earlier workload, for it does not know yet that they have gone
        on.serve().number("broadcast " + events + " " + interval);
        long now = on.load().number("arrived");
        while (now < due && System.nanoTime() - start < PATIENCE.toNanos() + events * interval) {
            Thread.sleep(5);
            now = on.load().number("arrived");
        }
        if (now != due) {
            throw new IllegalStateException(on.server() + " " + on.variant().label() + ": " + (now - arrived)
                    + " events arrived where " + (due - arrived) + " were due");
        }
        long took = System.nanoTime() - start;
        long cpu = on.serve().number("cpu") - before;
        String latencies = on.load().ask("latencies");
        return rate(on, workload, round, ((now - arrived) + " " + took + " " + latencies).split(" ", -1),
                cpu);
    }

    /** Makes a rate of count, duration, p50 and p99 as a load generator says them. */
    private static Rate rate(Contender on, Workload workload, int round, String[] said, long cpu) {
        double count = Double.parseDouble(said[0]);
        if (count == 0 && round >= 0) {
            throw new IllegalStateException(
                    on.server() + " " + on.variant().label() + ": not one response to "
                            + workload.label() + " in a round; give it more --seconds");
        }
        return new Rate(on.server(), workload.label(), on.variant(), round, count * 1e9 / cpu,
                count * 1e9 / Double.parseDouble(said[1]), Double.parseDouble(said[2]) / 1e3,
                Double.parseDouble(said[3]) / 1e3);
    }
}
