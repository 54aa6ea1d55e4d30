package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.Limits;
import io.pastelli.push.bayeux.message.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What sessions and events take in Redis; the figures of docs/more-than-one-machine.md come from its log. */
class SizeTest {
    private static final System.Logger LOG = System.getLogger(SizeTest.class.getName());
    private static final int SESSIONS = 2000;

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

    private static long used(RealRedis redis) throws IOException {
        return (long) redis.number("memory", "used_memory");
    }

    private static double cpu(RealRedis redis) throws IOException {
        return redis.number("cpu", "used_cpu_user") + redis.number("cpu", "used_cpu_sys");
    }
}
