package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.Bytes;
import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.Limits;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.sse.log.EventLog;
import io.pastelli.push.sse.roster.Roster;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/**
 * What sessions, events, and the log and ids of streams take in Redis; the figures of docs/more-than-one-machine.md come
 * from its log.
 */
class SizeTest {
    private static final System.Logger LOG = System.getLogger(SizeTest.class.getName());
    private static final int SESSIONS = 2000;
    private static final int EVENT = 100;

    @Test
    void aPayloadIsKeptOnceHoweverManySubscribersThereAre() throws Exception {
        try (var redis = RealRedis.start("--appendonly", "no");
                Backend backend = Redis.at(redis.url()).bayeux()) {
            backend.start(new Deaf(), Limits.DEFAULT);
            backend.create("first", Duration.ofMinutes(10));
            long empty = used(redis);
            for (int i = 0; i < SESSIONS; i++) {
                backend.create("session-with-an-id-of-usual-size" + i, Duration.ofMinutes(10));
                backend.subscribe("session-with-an-id-of-usual-size" + i, List.of("/all"));
            }
            long subscribed = used(redis);
            String data = "x".repeat(10_000);
            backend.publish(Event.of("/all", data), List.of("/all"));
            long first = used(redis);
            double began = cpu(redis);
            for (int i = 0; i < 10; i++) {
                backend.publish(Event.of("/all", data), List.of("/all"));
            }
            long took = Math.round((cpu(redis) - began) * 100_000);
            long perEntry = (used(redis) - first - 10L * data.length()) / 10 / SESSIONS;
            LOG.log(System.Logger.Level.INFO, "a session with a subscription takes "
                    + (subscribed - empty) / SESSIONS + " bytes, with a queue "
                    + (first - subscribed - data.length()) / SESSIONS + " more, an event in a queue "
                    + perEntry + "; a publish to " + SESSIONS + " takes " + took
                    + " us of the CPU");
            assertThat((subscribed - empty) / SESSIONS).as("bytes of a session").isBetween(1L, 2000L);
            assertThat(perEntry).as("bytes of an event in a queue").isBetween(1L, 200L);
        }
    }

    @Test
    void aBroadcastIsKeptOnceAndAnIdTakesLittle() throws Exception {
        try (var redis = RealRedis.start("--appendonly", "no");
                Jedis spy = redis.client();
                EventLog one = streams(redis);
                EventLog two = streams(redis)) {
            Roster roster = one.roster().orElseThrow();
            one.listen("news");
            roster.enter("first", true);
            two.roster().orElseThrow().enter("first elsewhere", true);
            measure(spy, redis, "an id that comes, with two nodes",
                    i -> roster.enter("client-with-an-id-of-usual-size-" + i, true), 400);
            Bytes event = Bytes.of("x".repeat(EVENT));
            measure(spy, redis, "a broadcast of " + EVENT + " bytes to one node",
                    i -> two.append("news", event),
                    EVENT + 100);
            two.listen("news");
            measure(spy, redis, "a broadcast of " + EVENT + " bytes to two nodes",
                    i -> two.append("news", event), EVENT + 100);
            measure(spy, redis, "an event to an id on another node",
                    i -> two.roster().orElseThrow().send("client-with-an-id-of-usual-size-" + i, event),
                    EVENT + 200);
        }
    }

    private interface Work {
        void on(int number);
    }

    /** Does it often; finds that each takes one script, and no more memory than that. */
    private static void measure(Jedis spy, RealRedis redis, String what, Work work, int mostBytes)
            throws IOException {
        long bytes = kept(spy);
        long scripts = TwoNodesTest.calls(spy, "evalsha");
        long commands = commands(spy);
        double cpu = cpu(redis);
        for (int i = 0; i < SESSIONS; i++) {
            work.on(i);
        }
        double took = (cpu(redis) - cpu) * 1e6 / SESSIONS;
        double ran = TwoNodesTest.calls(spy, "evalsha") - scripts;
        long inside = commands(spy) - commands - (long) ran;
        long each = (kept(spy) - bytes) / SESSIONS;
        LOG.log(System.Logger.Level.INFO, String.format(Locale.ROOT,
                "%s takes %d bytes, %.2f scripts, %.1f commands in them and %.0f us of the CPU", what, each,
                ran / SESSIONS, (double) inside / SESSIONS, took));
        assertThat(ran / SESSIONS).as("scripts, and those of the beats").isBetween(1.0, 1.5);
        assertThat(each).as("bytes").isBetween(1L, (long) mostBytes);
    }

    private static EventLog streams(RealRedis redis) {
        EventLog log = Redis.at(redis.url()).connections(10 * SESSIONS, 1L << 30);
        log.start(new DeafStreams());
        log.roster().orElseThrow().start(new DeafStreams());
        return log;
    }

    /** The bytes of all keys, without the buffers of connections. */
    private static long kept(Jedis spy) {
        return spy.keys("*").stream().mapToLong(key -> spy.memoryUsage(key, 0)).sum();
    }

    /** All that ran so far, in scripts too. */
    private static long commands(Jedis spy) {
        return spy.info("commandstats").lines().filter(line -> line.startsWith("cmdstat_"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("^[^:]*:calls=(\\d+).*", "$1"))).sum();
    }

    private static long used(RealRedis redis) throws IOException {
        return (long) redis.number("memory", "used_memory");
    }

    private static double cpu(RealRedis redis) throws IOException {
        return redis.number("cpu", "used_cpu_user") + redis.number("cpu", "used_cpu_sys");
    }
}
