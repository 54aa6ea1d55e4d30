package io.pastelli.bench;

import io.pastelli.bench.room.RoomMain;
import io.pastelli.localredis.LocalRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What several nodes do over one Redis, each workload with a fresh one that keeps nothing on disk. */
final class RedisBench {
    private static final Duration START = Duration.ofSeconds(30);

    private final RedisOptions options;
    private final Path target;
    private final Path log;
    private final List<RoomRound> rounds = new ArrayList<>();
    private final StreamBench streams;
    private final HeldBench held;
    private final MailboxBench mailboxes;
    private final PublishBench publishes;

    /** All that was measured. */
    record Json(String conditions, List<RoomRound> rounds, List<StreamRound> streams,
            List<HeldPolls> held, List<MailboxTrips> trips, List<MailboxWaiters> waiters,
            List<PublishCost> publishes) {}

    private RedisBench(RedisOptions options, Path target) {
        this.options = options;
        this.target = target;
        this.log = target.resolve("bench-children.log");
        this.streams = new StreamBench(options, target, log);
        this.held = new HeldBench(options, target, log);
        this.mailboxes = new MailboxBench(options, target, log);
        this.publishes = new PublishBench(options.publishes());
    }

    /**
     * Measures, writes {@code redis.json} into {@code target}, and returns the tables.
     *
     * @throws io.pastelli.localredis.NoRedisException when no Redis runs on this machine
     */
    static String run(RedisOptions options, Path target) throws IOException, InterruptedException {
        Files.createDirectories(target);
        var bench = new RedisBench(options, target);
        try (LocalRedis redis = redis(target)) {
            System.out.println(options + "; Redis " + redis.info("server", "redis_version"));
        }
        for (Shared workload : options.workloads()) {
            bench.measure(workload);
            Results.write(bench.json(), target.resolve("redis.json"));
        }
        return RedisReport.of(bench.json());
    }

    static LocalRedis redis(Path target) throws IOException, InterruptedException {
        return LocalRedis.start(target, "--save", "", "--appendonly", "no");
    }

    private Json json() {
        return new Json(options.toString(), rounds, streams.rounds(), held.polls(), mailboxes.trips(),
                mailboxes.waiters(), publishes.costs());
    }

    private void measure(Shared workload) throws IOException, InterruptedException {
        switch (workload) {
            case WS_200, WS_1000, LP_200, LP_1000 -> {
                for (Pair pair : options.pairs()) {
                    room(pair, workload.room().orElseThrow());
                }
            }
            case SSE_200 -> streams.run();
            case HELD -> held.run();
            case MAILBOXES -> mailboxes.run();
            case PUBLISH -> {
                System.out.println("  publish …");
                publishes.run(target);
            }
        }
    }

    private void room(Pair pair, Room room) throws IOException, InterruptedException {
        System.out.println("  " + pair.label() + " " + room.label() + " …");
        try (LocalRedis redis = redis(target)) {
            List<Child> nodes = new ArrayList<>();
            try {
                play(pair, room, redis, nodes);
            } finally {
                nodes.forEach(Child::close);
            }
        }
    }

    private void play(Pair pair, Room room, LocalRedis redis, List<Child> nodes)
            throws IOException, InterruptedException {
        List<String> ports = new ArrayList<>();
        for (Peer peer : pair.nodes()) {
            peer.install(target);
            Peer.Running node = peer.start(target, log, OptionalInt.of(redis.port()));
            nodes.add(node.process());
            ports.add(String.valueOf(node.port()));
        }
        try (Child load = Child.start(RoomMain.class, List.of(), log, ports.toArray(String[]::new))) {
            load.next(START);
            RoomBench.fill(room, load);
            rounds.addAll(new RoomPlay(pair.label(), room, options.pace(), nodes,
                    OptionalLong.of(redis.pid()), load).run());
        }
    }
}
