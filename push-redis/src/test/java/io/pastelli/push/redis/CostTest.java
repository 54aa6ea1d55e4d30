package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.push.bayeux.Bayeux;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What clients cost Redis, its CPU and its scripts; the figures of docs/more-than-one-machine.md come from its log. */
class CostTest {
    private static final System.Logger LOG = System.getLogger(CostTest.class.getName());
    private static final int SESSIONS = 200;
    private static final int TURNS = 5;

    private interface Work {
        void on(String client, int number) throws Exception;
    }

    @Test
    void aPollTakesAFewScriptsHoweverManySessionsThereAre() throws Exception {
        try (var redis = RealRedis.start("--appendonly", "no");
                var bayeux = Bayeux.create(options -> options.withBackend(Redis.at(redis.url()).bayeux())
                        .withExpiry(Duration.ofMinutes(30)));
                Jedis spy = redis.client()) {
            Server server = Pastelli.http(bayeux.plug(),
                    ServerOptions.port(0).host("127.0.0.1").adapter("netty"));
            int port = server.port();
            List<String> clients = join(port, spy, "a client that shakes hands and subscribes");
            Work idle = (client, number) -> assertThat(Http.post(port, Http.poll(client))).singleElement()
                    .matches(Http::successful);
            long few = scripts(spy, "an idle poll", clients, idle);
            scripts(spy, "a poll with an event, and its publish", clients, (client, number) -> {
                bayeux.publish("/own/" + number, "x".repeat(100));
                assertThat(Http.data(Http.post(port, Http.poll(client)))).hasSize(1);
            });
            scripts(spy, "a publish that nobody has subscribed to", clients,
                    (client, number) -> bayeux.publish("/nobody", number));
            for (int more = 2; more <= 5; more++) {
                join(port, spy, "one more, of " + more * SESSIONS + ",");
            }
            long many = scripts(spy, "an idle poll among " + 5 * SESSIONS + " sessions", clients, idle);
            server.stop(Duration.ofSeconds(1));
            assertThat(few).as("scripts of a poll").isBetween(1L, 6L);
            assertThat(many).isEqualTo(few);
        }
    }

    @Test
    void aNodeAsksAfterAllItsSessionsAtLittleCost() throws Exception {
        try (var redis = RealRedis.start("--appendonly", "no");
                Operations node = Redis.at(redis.url()).operations();
                Jedis spy = redis.client()) {
            List<String> sessions = IntStream.range(0, 10_000)
                    .mapToObj(i -> "session-with-an-id-of-usual-size" + i).toList();
            for (String session : sessions) {
                node.run(Script.CREATE, List.of(session, 600_000, 100_000), 0);
            }
            double before = cpu(spy);
            for (int i = 0; i < sessions.size(); i += 500) {
                Answer answer = node.run(Script.CHECK, sessions.subList(i, i + 500), 0);
                assertThat(answer.inner(1).size()).as("those that are over").isZero();
            }
            double each = (cpu(spy) - before) / sessions.size() * 1e6;
            LOG.log(System.Logger.Level.INFO,
                    String.format(Locale.ROOT, "to ask after a session takes %.1f us of Redis' CPU", each));
            assertThat(each).isLessThan(100);
        }
    }

    private static List<String> join(int port, Jedis spy, String what) throws Exception {
        var clients = new ArrayList<String>();
        double before = cpu(spy);
        for (int i = 0; i < SESSIONS; i++) {
            String id = String.valueOf(
                    Http.post(port, Http.plainHandshake()).getFirst().get("clientId"));
            assertThat(Http.post(port, Http.subscribe(id, "/own/" + i)).getFirst()).matches(Http::successful);
            clients.add(id);
        }
        LOG.log(System.Logger.Level.INFO, what + " takes "
                + Math.round((cpu(spy) - before) / SESSIONS * 1e6) + " us of Redis' CPU");
        return clients;
    }

    /** Does it often; gives how many scripts it takes each time. */
    private static long scripts(Jedis spy, String what, List<String> clients, Work work) throws Exception {
        long calls = TwoNodesTest.calls(spy, "evalsha");
        double before = cpu(spy);
        for (int turn = 0; turn < TURNS; turn++) {
            for (int i = 0; i < clients.size(); i++) {
                work.on(clients.get(i), i);
            }
        }
        double times = TURNS * clients.size();
        long each = Math.round((TwoNodesTest.calls(spy, "evalsha") - calls) / times);
        LOG.log(System.Logger.Level.INFO, what + " takes " + each + " scripts and "
                + Math.round((cpu(spy) - before) / times * 1e6) + " us of Redis' CPU");
        return each;
    }

    /** The seconds of CPU that Redis has had. */
    static double cpu(Jedis spy) {
        return spy.info("cpu").lines().filter(line -> line.matches("used_cpu_(user|sys):.*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1).strip())).sum();
    }
}
