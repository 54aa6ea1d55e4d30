package io.pastelli.bench;

import io.pastelli.bench.room.StreamMain;
import io.pastelli.bench.server.StreamServerMain;
import io.pastelli.localredis.LocalRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Broadcasts to streams of server-sent events with a log: in memory on one node, and over Redis on two, half of the streams
 * at each. The first node broadcasts.
 */
final class StreamBench {
    private static final Duration START = Duration.ofSeconds(60);
    private static final int STREAMS = 200;
    private static final int LONGER = 5; // bursts than in rooms, for streams cost little

    private final RedisOptions options;
    private final Path target;
    private final Path log;
    private final List<StreamRound> rounds = new ArrayList<>();

    StreamBench(RedisOptions options, Path target, Path log) {
        this.options = options;
        this.target = target;
        this.log = log;
    }

    List<StreamRound> rounds() {
        return rounds;
    }

    void run() throws IOException, InterruptedException {
        play("memory, one node on Netty", List.of(Peer.NETTY), Optional.empty());
        for (Pair pair : options.pairs()) {
            if (pair.nodes().stream().allMatch(Peer::ours)) {
                try (LocalRedis redis = RedisBench.redis(target)) {
                    play("Redis, " + pair.label(), pair.nodes(), Optional.of(redis));
                }
            }
        }
    }

    private void play(String store, List<Peer> adapters, Optional<LocalRedis> redis)
            throws IOException, InterruptedException {
        System.out.println("  streams: " + store + " …");
        List<Child> nodes = new ArrayList<>();
        try {
            List<String> ports = new ArrayList<>();
            for (Peer adapter : adapters) {
                var line = new ArrayList<>(Peer.java(System.getProperty("java.class.path"),
                        StreamServerMain.class.getName(), adapter.option()));
                redis.ifPresent(shared -> line.add(String.valueOf(shared.port())));
                Child node = Child.start(line, log);
                nodes.add(node);
                ports.add(node.next(START).split(" ", -1)[1]);
            }
            try (Child load = Child.start(StreamMain.class, List.of(), log, ports.toArray(String[]::new))) {
                load.next(START);
                open(load, nodes);
                rounds(store, new Stage(nodes, redis, load));
            }
        } finally {
            nodes.forEach(Child::close);
        }
    }

    private static void open(Child load, List<Child> nodes) throws InterruptedException {
        load.ask("open " + STREAMS);
        long until = System.nanoTime() + START.toNanos();
        for (Child node : nodes) {
            while (node.number("registered") < STREAMS / nodes.size()) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("not all streams are registered");
                }
                Thread.sleep(5);
            }
        }
    }

    private void rounds(String store, Stage stage) throws IOException, InterruptedException {
        Pace pace = options.pace();
        long interval = 1_000_000_000L * STREAMS / pace.perSecond();
        int paced = (int) Math.max(2, pace.time().toNanos() / interval);
        int burst = LONGER * pace.burst() / STREAMS;
        for (int i = 0; i < pace.warmBursts(); i++) {
            round(store, stage, "burst", burst, 0);
        }
        round(store, stage, "paced", paced, interval);
        for (int i = 0; i < pace.rounds(); i++) {
            rounds.add(round(store, stage, "paced", paced, interval));
        }
        for (int i = 0; i < pace.rounds(); i++) {
            rounds.add(round(store, stage, "burst", burst, 0));
        }
    }

    private StreamRound round(String store, Stage stage, String name, int count, long interval)
            throws IOException, InterruptedException {
        long[] before = stage.counts();
        long due = (long) count * STREAMS;
        long cpu = stage.cpu();
        long redis = stage.redisCpu();
        long start = System.nanoTime();
        stage.nodes.getFirst().ask("say " + count + " " + interval);
        long took = stage.arrive(before[0] + due, options.pace().silence()) - start;
        double used = (stage.cpu() - cpu) / 1e9;
        double stored = (stage.redisCpu() - redis) / 1e9;
        long[] after = stage.counts();
        String[] latencies = stage.load.ask("latencies").split(" ", -1);
        long arrived = after[0] - before[0];
        long doubled = after[1] - before[1];
        return new StreamRound(store, STREAMS, name, arrived, used, stored, arrived * 1e9 / took,
                Double.parseDouble(latencies[0]) / 1e6, Double.parseDouble(latencies[1]) / 1e6,
                Math.max(0, due - (arrived - doubled)), doubled, after[2] - before[2]);
    }

    /** Those who take part. */
    private record Stage(List<Child> nodes, Optional<LocalRedis> redis, Child load) {
        /** How many have arrived, how many of them again, how many late. */
        long[] counts() throws InterruptedException {
            String[] said = load.ask("counts").split(" ", -1);
            return new long[]{Long.parseLong(said[0]), Long.parseLong(said[1]), Long.parseLong(said[2])};
        }

        /** Waits until all is there, or nothing has come for a while; returns when the last one came. */
        long arrive(long due, Duration silence) throws InterruptedException {
            long now = load.number("arrived");
            long last = System.nanoTime();
            while (now < due && System.nanoTime() - last < silence.toNanos()) {
                Thread.sleep(2);
                long then = now;
                now = load.number("arrived");
                if (now > then) {
                    last = System.nanoTime();
                }
            }
            return last;
        }

        long cpu() throws IOException {
            long sum = 0;
            for (Child each : nodes) {
                sum += Processes.cpuNanos(each.pid());
            }
            return sum;
        }

        long redisCpu() throws IOException {
            return redis.isPresent() ? Processes.cpuNanos(redis.get().pid()) : 0;
        }
    }
}
