package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Two nodes on different adapters share one Redis. */
@SuppressWarnings("NullAway.Init") // before each test
class TwoNodesTest {
    private RealRedis redis;
    private NodeProgram one;
    private NodeProgram two;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start();
        one = new NodeProgram(redis.url(), "jetty", 0);
        two = new NodeProgram(redis.url(), "undertow", 0);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        redis.close();
    }

    @Test
    void aSessionIsServedByAnyNode() throws Exception {
        String client = handshake(one);
        post(two, Http.subscribe(client, "/a"));
        assertThat(one.bayeux().publish("/a", 1)).isOne();
        assertThat(Http.data(post(two, Http.poll(client)))).containsExactly(1);
        two.bayeux().publish("/a", 2);
        assertThat(Http.data(post(one, Http.poll(client)))).containsExactly(2);
    }

    @Test
    void aHeldPollIsAnsweredByWhatIsPublishedOnAnotherNode() throws Exception {
        String client = handshake(one);
        post(one, Http.subscribe(client, "/a"));
        var poll = later(() -> post(two, Http.connect(client)));
        eventually(() -> two.bayeux().session(client).filter(each -> each.connected()).isPresent());
        one.bayeux().publish("/a", "hello");
        assertThat(Http.data(poll.get(2, TimeUnit.SECONDS))).containsExactly("hello");
    }

    @Test
    void aPollIsAnsweredWhenTheClientIsHeldByAnotherNode() throws Exception {
        String client = handshake(one);
        var older = later(() -> post(one, Http.connect(client)));
        eventually(() -> one.bayeux().session(client).orElseThrow().connected());
        var newer = later(() -> post(two, Http.connect(client)));
        assertThat(older.get(2, TimeUnit.SECONDS)).singleElement().satisfies(
                reply -> assertThat(Http.successful(reply)).isTrue());
        two.bayeux().deliver(client, "/a", 1);
        assertThat(Http.data(newer.get(2, TimeUnit.SECONDS))).containsExactly(1);
    }

    @Test
    void aSessionMovesWhenItsNodeStops() throws Exception {
        String client = handshake(one);
        post(one, Http.subscribe(client, "/a"));
        var poll = later(() -> post(one, Http.connect(client)));
        eventually(() -> one.bayeux().session(client).orElseThrow().connected());
        one.close();
        Map<String, Object> reply = poll.get(5, TimeUnit.SECONDS).getFirst();
        assertThat(Http.successful(reply)).isTrue();
        assertThat(Http.advice(reply, "reconnect")).isEqualTo("retry");
        two.bayeux().publish("/a", 1);
        assertThat(Http.data(post(two, Http.poll(client)))).containsExactly(1);
    }

    @Test
    void theEndOfASessionEndsItsPollOnAnotherNode() throws Exception {
        String client = handshake(one);
        var poll = later(() -> post(one, Http.connect(client)));
        eventually(() -> one.bayeux().session(client).orElseThrow().connected());
        assertThat(two.bayeux().kick(client)).isTrue();
        assertThat(Http.advice(poll.get(2, TimeUnit.SECONDS).getFirst(), "reconnect")).isEqualTo("none");
        eventually(() -> one.bayeux().session(client).isEmpty());
    }

    @Test
    void onlyTheNodeThatHasTheClientIsWoken() throws Exception {
        String client = handshake(one);
        post(one, Http.subscribe(client, "/a"));
        try (Jedis spy = redis.client()) {
            post(one, Http.poll(client));
            long before = published(spy);
            for (int i = 0; i < 50; i++) {
                one.bayeux().publish("/a", i); // known here: no message at all
            }
            assertThat(published(spy) - before).isZero();
            post(two, Http.poll(client)); // tells one that the client has moved
            one.bayeux().publish("/a", "x");
            one.bayeux().publish("/a", "y"); // two knows already
            assertThat(published(spy) - before).isEqualTo(2);
        }
    }

    @Test
    void aPublishCostsTheSameHoweverManyNodesThereAre() throws Exception {
        String client = handshake(one);
        post(one, Http.subscribe(client, "/a"));
        try (Jedis spy = redis.client()) {
            one.bayeux().publish("/warm", 1);
            long few = cost(spy);
            var more = List.of(new NodeProgram(redis.url(), "netty", 0),
                    new NodeProgram(redis.url(), "netty", 0));
            long many = cost(spy);
            more.forEach(NodeProgram::close);
            assertThat(many).isEqualTo(few).isPositive();
        }
    }

    @Test
    void whileRedisIsAwayClientsAreToldToTryAgainAndTheHeldOnesStay() throws Exception {
        String client = handshake(one);
        String publisher = handshake(two);
        post(one, Http.subscribe(client, "/a"));
        var poll = later(() -> post(one, Http.connect(client)));
        eventually(() -> one.bayeux().session(client).orElseThrow().connected());
        redis.kill();
        var refused = later(() -> post(two, Http.publish(publisher, "/a", 1)));
        Map<String, Object> reply = refused.get(20, TimeUnit.SECONDS).getFirst();
        assertThat(reply).containsEntry("successful", false).containsEntry("error", "503::Try again");
        assertThat(Http.advice(reply, "reconnect")).isEqualTo("retry");
        assertThat(Http.advice(reply, "interval")).isEqualTo(2000);
        redis.restart();
        assertThat(Http.successful(post(two, Http.publish(publisher, "/a", 2)).getFirst())).isTrue();
        List<Map<String, Object>> held = poll.get(10, TimeUnit.SECONDS);
        assertThat(held.getFirst()).containsEntry("successful", true);
        assertThat(Http.data(held.size() > 1 ? held : post(two, Http.connect(client)))).containsExactly(2);
    }

    @Test
    void whatWasRefusedHasNoEffectWhenRedisFindsItLater() throws Exception {
        String client = handshake(one);
        post(one, Http.subscribe(client, "/a"));
        redis.stop();
        Map<String, Object> reply = post(two, Http.publish(client, "/a", "refused")).getFirst();
        assertThat(reply).containsEntry("error", "503::Try again");
        redis.resume();
        assertThat(Http.successful(post(two, Http.publish(client, "/a", "taken")).getFirst())).isTrue();
        assertThat(Http.data(post(one, Http.poll(client)))).containsExactly("taken");
    }

    @Test
    void whenRedisLosesItsMemoryClientsShakeHandsAgainAndOurOwnSubscriptionsGoOn() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        one.bayeux().subscribe("/a", (event, subscription) -> heard.add(event.data().text()));
        String client = handshake(one);
        post(one, Http.subscribe(client, "/a"));
        var poll = later(() -> post(two, Http.connect(client)));
        eventually(() -> two.bayeux().session(client).filter(each -> each.connected()).isPresent());
        redis.empty();
        assertThat(Http.advice(poll.get(4, TimeUnit.SECONDS).getFirst(), "reconnect"))
                .isEqualTo("handshake");
        assertThat(Http.advice(post(one, Http.connect(client)).getFirst(), "reconnect"))
                .isEqualTo("handshake");
        eventually(() -> !two.bayeux().subscribers("/a").isEmpty());
        two.bayeux().publish("/a", "again");
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("\"again\"");
    }

    @Test
    void everyKeyComesToAnEndByItself() throws Exception {
        String client = handshake(one);
        post(one, Http.subscribe(client, "/a"));
        one.bayeux().publish("/a", 1);
        one.bayeux().deliver(client, "/b", 2);
        var poll = later(() -> post(two, Http.connect(client)));
        assertThat(Http.data(poll.get(5, TimeUnit.SECONDS))).containsExactly(1, 2);
        one.bayeux().publish("/a", 3);
        Thread.sleep(1100); // a beat
        try (Jedis spy = redis.client()) {
            assertThat(spy.keys("*")).isNotEmpty().allSatisfy(
                    key -> assertThat(spy.pttl(key)).as(key).isPositive());
            post(one, Map.of("channel", "/meta/disconnect", "clientId", client));
            assertThat(spy.keys("*")).as("what is left of it").noneMatch(
                    key -> key.contains(client) || key.contains("/a") || key.endsWith("events"));
        }
    }

    private static long published(Jedis spy) {
        return calls(spy, "publish");
    }

    /** How many commands ten publishes run in Redis. */
    private long cost(Jedis spy) {
        one.bayeux().publish("/a", 0);
        long before = calls(spy, "hset") + published(spy);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) { // a beat may fall into one of them
            one.bayeux().publish("/a", i);
            long after = calls(spy, "hset") + published(spy);
            best = Math.min(best, after - before);
            before = after;
        }
        return best;
    }

    static long calls(Jedis spy, String command) {
        return spy.info("commandstats").lines().filter(line -> line.startsWith("cmdstat_" + command + ":"))
                .map(line -> line.replaceAll("^[^:]*:calls=(\\d+).*", "$1")).mapToLong(Long::parseLong).sum();
    }

    private static String handshake(NodeProgram node) throws Exception {
        return String.valueOf(post(node, Http.plainHandshake()).getFirst().get("clientId"));
    }

    private static List<Map<String, Object>> post(NodeProgram node, Object message)
            throws IOException, InterruptedException {
        return Http.post(node.port(), message);
    }

    private static <T> CompletableFuture<T> later(Callable<T> call) {
        var future = new CompletableFuture<T>();
        Thread.startVirtualThread(() -> {
            try {
                future.complete(call.call());
            } catch (Exception e) {
                future.completeExceptionally(new CompletionException(e));
            }
        });
        return future;
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 10 s").isLessThan(until);
            Thread.sleep(5);
        }
    }
}
