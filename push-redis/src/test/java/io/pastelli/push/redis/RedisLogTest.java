package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.http.Bytes;
import io.pastelli.push.sse.log.Entry;
import io.pastelli.push.sse.log.EventLog;
import io.pastelli.push.sse.log.EventLogContract;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** The same contract as the log in memory, and what several nodes make of it. */
class RedisLogTest extends EventLogContract {
    private static @Nullable RealRedis redis;

    @BeforeAll
    static void begin() throws Exception {
        redis = RealRedis.start();
    }

    @AfterAll
    static void end() {
        server().close();
    }

    @Override
    protected EventLog create(int events, long bytes) {
        server().empty();
        return Redis.at(server().url()).connections(events, bytes);
    }

    @Test
    void nodesThatDoNotListenToATopicAreNotWoken() throws Exception {
        try (EventLog one = node("quiet", new Told());
                EventLog two = node("quiet", new Told());
                Jedis spy = server().client()) {
            one.listen("a");
            two.listen("b");
            one.append("a", Bytes.of("warm"));
            long before = published(spy);
            for (int i = 0; i < 10; i++) {
                two.append("a", Bytes.of("x"));
            }
            assertThat(published(spy) - before).isEqualTo(10);
            one.append("nobody's", Bytes.of("x"));
            assertThat(published(spy) - before).isEqualTo(10);
        }
    }

    @Test
    void whoMissedTheTellingReadsIt() throws Exception {
        var told = new Told();
        try (EventLog one = node("deaf", told);
                EventLog two = node("deaf", new Told());
                Jedis spy = server().client()) {
            one.listen("a");
            two.append("a", Bytes.of("0"));
            assertThat(told.next()).isEqualTo("0");
            for (int i = 1; i < 50; i++) {
                if (i % 10 == 0) {
                    spy.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", "pubsub");
                }
                two.append("a", Bytes.of(String.valueOf(i)));
            }
            for (int i = 1; i < 50; i++) {
                assertThat(told.next()).isEqualTo(String.valueOf(i));
            }
            assertThat(told.entries).isEmpty();
        }
    }

    @Test
    void whoMissedMoreThanIsKeptIsToldSo() throws Exception {
        var told = new Told();
        try (EventLog one = Redis.at(server().url()).withNamespace("late").connections(3, 1000);
                EventLog two = Redis.at(server().url()).withNamespace("late").connections(3, 1000);
                Jedis spy = server().client()) {
            one.start(told);
            two.start(new Told());
            one.listen("a");
            two.append("a", Bytes.of("0"));
            assertThat(told.next()).isEqualTo("0");
            String heart = spy.keys("{late}:ln:a").iterator().next();
            List<String> listeners = spy.zrange(heart, 0, -1);
            assertThat(listeners).hasSize(1);
            spy.del(heart); // nobody tells it any more
            spy.del("{late}:node:" + listeners.getFirst());
            for (int i = 1; i < 6; i++) {
                two.append("a", Bytes.of("x"));
            }
            assertThat(told.lost.poll(5, TimeUnit.SECONDS)).isNotNull();
            assertThat(List.of(told.next(), told.next(), told.next())).as("what is still there")
                    .containsOnly("x");
            two.append("a", Bytes.of("again"));
            assertThat(told.next()).isEqualTo("again");
        }
    }

    @Test
    void idsGoOnWhenRedisHasLostItsMemoryOrTheEndOfIt() throws Exception {
        var told = new Told();
        try (EventLog one = node("lossy", told); Jedis spy = server().client()) {
            one.listen("a");
            long first = one.append("a", Bytes.of("1"));
            long second = one.append("a", Bytes.of("2"));
            assertThat(List.of(told.next(), told.next())).containsExactly("1", "2");
            spy.hset("{lossy}:log", "seq", String.valueOf(first)); // a replica that lacks the last moment
            long third = one.append("a", Bytes.of("3"));
            assertThat(third).isGreaterThan(second);
            assertThat(one.read(OptionalLong.of(second), Set.of("a"), 9, 99).complete()).isFalse();
            spy.flushAll();
            long fourth = one.append("a", Bytes.of("4"));
            assertThat(fourth).isGreaterThan(third);
            assertThat(one.read(OptionalLong.of(third), Set.of("a"), 9, 99).complete()).isFalse();
            assertThat(told.lost.poll(5, TimeUnit.SECONDS)).isNotNull();
            long fifth = one.append("a", Bytes.of("5"));
            assertThat(fifth).isEqualTo(fourth + 1);
            for (String next = told.next(); !next.equals("5");) {
                next = told.next();
            }
        }
    }

    @Test
    void everyKeyComesToAnEndByItself() throws Exception {
        try (EventLog one = node("brief", new Told()); Jedis spy = server().client()) {
            one.listen("a");
            one.listen(EventLog.EVERYBODY);
            one.append("a", Bytes.of("x"));
            assertThat(spy.keys("{brief}*")).contains("{brief}:log", "{brief}:log:events", "{brief}:ln:a")
                    .allSatisfy(key -> assertThat(spy.pttl(key)).as(key).isPositive());
        }
    }

    @Test
    void aBoundIsAtLeastOne() {
        assertThatThrownBy(() -> Redis.at("redis://localhost").connections(0, 1))
                .hasMessageContaining("at least 1 event");
    }

    private static EventLog node(String namespace, EventLog.Node told) {
        EventLog log = Redis.at(server().url()).withNamespace(namespace).connections();
        log.start(told);
        return log;
    }

    private static long published(Jedis spy) {
        return spy.info("commandstats").lines().filter(line -> line.startsWith("cmdstat_publish:"))
                .map(line -> line.replaceAll("^[^:]*:calls=(\\d+).*", "$1")).mapToLong(Long::parseLong).sum();
    }

    private static RealRedis server() {
        return Objects.requireNonNull(redis);
    }

    private static final class Told implements EventLog.Node {
        private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> lost = new LinkedBlockingQueue<>();

        @Override
        public void told(Entry entry) {
            entries.add(entry);
        }

        @Override
        public void lost(long upTo) {
            lost.add("lost");
        }

        String next() throws InterruptedException {
            return Objects.requireNonNull(entries.poll(10, TimeUnit.SECONDS), "nothing within 10 s").event()
                    .utf8();
        }
    }
}
