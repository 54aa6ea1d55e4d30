package io.pastelli.bench;

import io.pastelli.bench.room.RoomMain;
import io.pastelli.localredis.LocalRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The heap of a held poll of Bayeux at one node, in memory and over Redis. */
final class HeldBench {
    private static final Duration START = Duration.ofSeconds(60);
    private static final int AT_ONCE = 250; // a child answers within a minute and a half
    private static final int SETTLED = 200; // are there before it is measured

    private final RedisOptions options;
    private final Path target;
    private final Path log;
    private final List<HeldPolls> polls = new ArrayList<>();

    HeldBench(RedisOptions options, Path target, Path log) {
        this.options = options;
        this.target = target;
        this.log = log;
    }

    List<HeldPolls> polls() {
        return polls;
    }

    void run() throws IOException, InterruptedException {
        for (Peer adapter : List.of(Peer.NETTY, Peer.JETTY)) {
            measure(adapter, "memory", Optional.empty());
            try (LocalRedis redis = RedisBench.redis(target)) {
                measure(adapter, "Redis", Optional.of(redis));
            }
        }
    }

    private void measure(Peer adapter, String store, Optional<LocalRedis> redis)
            throws IOException, InterruptedException {
        System.out.println("  held polls: " + adapter.label() + ", " + store + " …");
        OptionalInt shared = redis.map(each -> OptionalInt.of(each.port())).orElse(OptionalInt.empty());
        Peer.Running node = adapter.start(target, log, shared);
        try (Child serve = node.process();
                Child load = Child.start(RoomMain.class, List.of(), log, String.valueOf(node.port()))) {
            load.next(START);
            open(load, SETTLED);
            long before = heap(serve);
            open(load, options.waiters());
            polls.add(new HeldPolls(adapter.label(), store, options.waiters(),
                    (heap(serve) - before) / (double) options.waiters()));
        }
    }

    private static void open(Child load, int count) throws InterruptedException {
        for (int open = 0; open < count; open += AT_ONCE) {
            load.ask("open long-polling " + Math.min(AT_ONCE, count - open));
        }
    }

    private static long heap(Child serve) throws InterruptedException {
        return Long.parseLong(serve.ask("memory").split(" ", -1)[0]);
    }
}
