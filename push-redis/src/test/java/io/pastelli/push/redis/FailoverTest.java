package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/**
 * A Redis is killed under load and its replica takes over: clients go on with the sessions they have, and their streams
 * go on. What the replica did not have yet would be lost; of a process that is killed on a machine that lives on, it has
 * all.
 */
class FailoverTest {
    private static final int CLIENTS = 3;
    private static final int PLENTY = 100_000;

    @Test
    void sentinelsNameAnotherMaster(@TempDir Path folder) throws Exception {
        try (var master = RealRedis.start(); var replica = replicaOf(master)) {
            Path file = folder.resolve("sentinel.conf");
            Files.writeString(file, "sentinel monitor main 127.0.0.1 " + master.port() + " 1\n"
                    + "sentinel down-after-milliseconds main 1000\nsentinel failover-timeout main 5000\n");
            try (var sentinel = RealRedis.sentinel(file); Jedis asked = sentinel.client()) {
                eventually(() -> !asked.sentinelReplicas("main").isEmpty());
                goesOn("redis+sentinel://127.0.0.1:" + sentinel.port() + "/main", master, replica);
            }
        }
    }

    @Test
    void aClusterPromotesAReplica() throws Exception {
        try (var first = member(); var second = member(); var third = member(); var replica = member()) {
            var all = List.of(first, second, third, replica);
            slots(first, 0, 16_381);
            slots(second, 16_382, 16_382);
            slots(third, 16_383, 16_383);
            for (RealRedis each : all) {
                try (Jedis client = each.client()) {
                    client.clusterMeet("127.0.0.1", first.port());
                }
            }
            eventually(() -> all.stream().allMatch(FailoverTest::complete));
            try (Jedis owner = first.client(); Jedis client = replica.client()) {
                client.clusterReplicate(owner.clusterMyId());
            }
            awaitSync(replica);
            goesOn("redis+cluster://127.0.0.1:" + first.port() + ",127.0.0.1:" + second.port(), first,
                    replica);
        }
    }

    private static void goesOn(String url, RealRedis master, RealRedis replica) throws Exception {
        try (var one = new NodeProgram(url, "jetty", 0);
                var two = new NodeProgram(url, "netty", 0);
                var load = new Load(CLIENTS, true, PLENTY, 2, one.port(), two.port());
                var streams = new SseLoad(Redis.at(url))) {
            load.awaitAccepted(30);
            streams.goOn(30);
            streams.leave();
            master.kill();
            load.awaitAccepted(load.accepted() + 60);
            streams.goOn(60);
            try (Jedis client = replica.client()) {
                assertThat(client.info("replication")).contains("role:master");
            }
            streams.account();
            load.finish();
            load.account();
            assertThat(load.handshakes()).as("nobody had to shake hands again").isEqualTo(CLIENTS);
        }
    }

    private static RealRedis replicaOf(RealRedis master) throws Exception {
        RealRedis replica = RealRedis.start("--replicaof", "127.0.0.1", String.valueOf(master.port()));
        awaitSync(replica);
        return replica;
    }

    private static RealRedis member() throws Exception {
        return RealRedis.start("--cluster-enabled", "yes", "--cluster-node-timeout", "1500",
                "--cluster-require-full-coverage", "no");
    }

    private static void slots(RealRedis redis, int first, int last) {
        try (Jedis client = redis.client()) {
            client.clusterAddSlots(IntStream.rangeClosed(first, last).toArray());
        }
    }

    private static boolean complete(RealRedis redis) {
        try (Jedis client = redis.client()) {
            String info = client.clusterInfo();
            return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:4")
                    && info.contains("cluster_size:3");
        }
    }

    private static void awaitSync(RealRedis replica) throws InterruptedException {
        try (Jedis client = replica.client()) {
            eventually(() -> client.info("replication").contains("master_link_status:up"));
        }
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 30 s").isLessThan(until);
            Thread.sleep(20);
        }
    }
}
