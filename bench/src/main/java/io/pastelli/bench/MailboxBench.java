package io.pastelli.bench;

import io.pastelli.localredis.LocalRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Mailboxes on Netty, in memory and over Redis: how many messages a second are sent, fetched by a poll that waits and
 * acknowledged, at one node or from another one; and what those cost who wait.
 */
final class MailboxBench {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 64;
    private static final long INTERVAL = 2_000_000; // ns between messages to those who wait
    private static final String NAMES = "w";

    private final RedisOptions options;
    private final Path target;
    private final Path log;
    private final List<MailboxTrips> trips = new ArrayList<>();
    private final List<MailboxWaiters> waiters = new ArrayList<>();

    MailboxBench(RedisOptions options, Path target, Path log) {
        this.options = options;
        this.target = target;
        this.log = log;
    }

    List<MailboxTrips> trips() {
        return trips;
    }

    List<MailboxWaiters> waiters() {
        return waiters;
    }

    void run() throws IOException, InterruptedException {
        System.out.println("  mailboxes in memory …");
        try (MailboxNode node = MailboxNode.start(Optional.empty(), log)) {
            trips("memory", List.of(node), Optional.empty());
            hold("memory", node, Optional.empty());
        }
        System.out.println("  mailboxes over Redis …");
        try (LocalRedis redis = RedisBench.redis(target)) {
            try (MailboxNode node = MailboxNode.start(Optional.of(redis), log)) {
                trips("Redis, one node", List.of(node), Optional.of(redis));
                hold("Redis", node, Optional.of(redis));
            }
            try (MailboxNode node = MailboxNode.start(Optional.of(redis), log);
                    MailboxNode other = MailboxNode.start(Optional.of(redis), log)) {
                trips("Redis, two nodes", List.of(node, other), Optional.of(redis));
            }
        }
    }

    /** Messages are sent to the last node and fetched at the first. */
    private void trips(String store, List<MailboxNode> nodes, Optional<LocalRedis> redis)
            throws IOException, InterruptedException {
        Child load = nodes.getFirst().load();
        String command = "trips " + nodes.getLast().port() + " " + CONNECTIONS + " ";
        long millis = options.pace().time().toMillis();
        load.ask(command + 2 * millis); // warm-up
        for (int i = 0; i < options.pace().rounds(); i++) {
            Used before = Used.by(nodes, redis);
            String[] said = load.ask(command + millis).split(" ", -1);
            Used used = Used.by(nodes, redis).minus(before);
            double count = Double.parseDouble(said[0]);
            trips.add(new MailboxTrips(store, count * 1e9 / Double.parseDouble(said[1]),
                    used.nodes() / 1e3 / count, used.redis() / 1e3 / count,
                    Double.parseDouble(said[2]) / 1e6, Double.parseDouble(said[3]) / 1e6));
        }
    }

    private void hold(String store, MailboxNode node, Optional<LocalRedis> redis)
            throws IOException, InterruptedException {
        int count = options.waiters();
        long millis = options.pace().time().toMillis();
        String path = Wire.BOXES + "/" + NAMES;
        long heap = node.serve().number("memory");
        node.load().ask("hold " + path + " " + count);
        await(node.serve(), "waiting " + NAMES + " " + count, count);
        double each = (node.serve().number("memory") - heap) / (double) count;
        Used before = Used.by(List.of(node), redis);
        Thread.sleep(options.pace().time());
        Used idle = Used.by(List.of(node), redis).minus(before);
        int connections = redis.isPresent()
                ? Integer.parseInt(redis.get().info("clients", "connected_clients")) - 1 // the one that asks
                : 0;
        int sent = Math.min(1000, count);
        node.load().ask("listen");
        node.load().ask("post " + path + " " + sent + " " + INTERVAL);
        long arrived = await(node.load(), "arrived", sent);
        String[] latencies = node.load().ask("latencies").split(" ", -1);
        waiters.add(new MailboxWaiters(store, count, connections, each, idle.nodes() / 1e3 / millis,
                idle.redis() / 1e3 / millis, sent, arrived, Double.parseDouble(latencies[0]) / 1e6,
                Double.parseDouble(latencies[1]) / 1e6));
    }

    /** Returns what a child says, once it is that much, or after a time. */
    private static long await(Child child, String question, long due) throws InterruptedException {
        long start = System.nanoTime();
        long now = child.number(question);
        while (now < due && System.nanoTime() - start < PATIENCE.toNanos()) {
            Thread.sleep(20);
            now = child.number(question);
        }
        return now;
    }

    /** CPU time in ns. */
    private record Used(long nodes, long redis) {
        static Used by(List<MailboxNode> nodes, Optional<LocalRedis> redis) throws IOException {
            long sum = 0;
            for (MailboxNode each : nodes) {
                sum += Processes.cpuNanos(each.serve().pid());
            }
            return new Used(sum, redis.isPresent() ? Processes.cpuNanos(redis.get().pid()) : 0);
        }

        Used minus(Used before) {
            return new Used(nodes - before.nodes, redis - before.redis);
        }
    }
}
