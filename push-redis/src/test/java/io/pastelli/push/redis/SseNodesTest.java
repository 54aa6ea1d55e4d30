package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.push.bayeux.backend.UnavailableException;
import io.pastelli.push.sse.Replay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/**
 * Two nodes on different adapters share one Redis, their Connections one log. {@code mvn -Dredis.rounds=100} does the
 * faults a hundred times.
 */
@SuppressWarnings("NullAway.Init") // before each test
class SseNodesTest {
    private static final int ROUNDS = Integer.getInteger("redis.rounds", 1);
    private static final int MESSAGES = 600;

    private final List<SseClient> clients = new ArrayList<>();
    private final List<SsePublisher> publishers = new ArrayList<>();
    private RealRedis redis;
    private SseNode one;
    private SseNode two;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start();
        Redis at = Redis.at(redis.url()).withPatience(Duration.ofSeconds(6));
        one = new SseNode(at, "jetty");
        two = new SseNode(at, "netty");
    }

    @AfterEach
    void stop() throws Exception {
        publishers.forEach(SsePublisher::close);
        for (SseClient client : clients) {
            client.close();
        }
        publishers.clear();
        clients.clear();
        one.close();
        two.close();
        redis.close();
    }

    @Test
    void broadcastsOfAllNodesReachTheStreamsOfAllNodesInOneOrder() throws Exception {
        SseClient ann = client("ann", one);
        SseClient bob = client("bob", two);
        publish(MESSAGES, 0);
        awaitAll(ann);
        awaitAll(bob);
        assertThat(ann.data()).isEqualTo(bob.data());
        assertThat(ann.ids()).isEqualTo(bob.ids()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aClientThatComesBackOnTheOtherNodeMissesNothing() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            renew(round);
            SseClient ann = client("ann", one);
            publish(MESSAGES, 1000);
            int returns = 0;
            while (!publishers.stream().allMatch(SsePublisher::over)) {
                Thread.sleep(ThreadLocalRandom.current().nextInt(30));
                ann.drop();
                ann.connect((++returns % 2 == 0 ? one : two).port());
            }
            awaitAll(ann);
            account(ann);
            assertThat(returns).isGreaterThan(5);
            report("came back " + returns + " times");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "kill", "stop"})
    void nothingIsLostOrDoubled(String fault) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            renew(round);
            SseClient ann = client("ann", one);
            SseClient bob = client("bob", two);
            SseClient traveller = client("traveller", two);
            publish(MESSAGES, 1000);
            eventually(() -> publishers.stream().allMatch(each -> each.accepted().size() > MESSAGES / 4));
            traveller.drop();
            strike(fault);
            traveller.connect(one.port());
            for (SseClient client : List.of(ann, bob, traveller)) {
                awaitAll(client);
                account(client);
                assertThat(client.over()).isFalse();
            }
            report(fault);
        }
    }

    private void strike(String fault) throws Exception {
        switch (fault) {
            case "cut" -> {
                for (int i = 0; i < 5; i++) {
                    try (Jedis spy = redis.client()) {
                        spy.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", "pubsub");
                        spy.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", "normal", "SKIPME", "yes");
                    }
                    Thread.sleep(50);
                }
            }
            case "kill" -> {
                redis.kill();
                Thread.sleep(300);
                redis.restart();
            }
            default -> {
                redis.stop();
                Thread.sleep(2500); // longer than a connection waits
                redis.resume();
            }
        }
    }

    @Test
    void whileRedisIsAwayStreamsStayAndBroadcastsAreRefusedAndThenAllGoesOn() throws Exception {
        stop();
        redis = RealRedis.start();
        Redis at = Redis.at(redis.url()).withPatience(Duration.ofMillis(500));
        one = new SseNode(at, "undertow");
        two = new SseNode(at, "netty");
        SseClient ann = client("ann", one);
        redis.kill();
        assertThatThrownBy(() -> two.connections().broadcast("refused"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("try again");
        var stranger = new SseClient("stranger");
        clients.add(stranger);
        stranger.connect(two.port());
        eventually(stranger::over); // so that it comes again
        assertThat(two.connections().contains("stranger")).isFalse();
        assertThat(ann.over()).isFalse();
        redis.restart();
        two.connections().broadcast("news", "taken");
        eventually(() -> ann.data().contains("taken"));
        assertThat(ann.data()).containsExactly("taken");
        stranger.connect(two.port());
        eventually(() -> two.connections().contains("stranger"));
    }

    @Test
    void whenRedisHasLostItsMemoryWhatIsMissedIsLostAndSaidSo() throws Exception {
        SseClient ann = client("ann", one);
        two.connections().broadcast("news", "1");
        eventually(() -> ann.data().size() == 1);
        redis.empty();
        eventually(ann::over); // nobody knows what it has missed, so it has to come back
        ann.connect(two.port());
        eventually(() -> two.connections().contains("ann"));
        assertThat(two.connections().find("ann").orElseThrow().replay()).isEqualTo(Replay.LOST);
        one.connections().broadcast("news", "2");
        eventually(() -> ann.data().size() == 2);
        assertThat(ann.data()).containsExactly("1", "2");
        assertThat(ann.ids()).isSorted().doesNotHaveDuplicates();
    }

    private void renew(int round) throws Exception {
        if (round > 0) {
            stop();
            start();
        }
    }

    private SseClient client(String name, SseNode node) throws Exception {
        var client = new SseClient(name);
        clients.add(client);
        client.connect(node.port());
        eventually(() -> node.connections().contains(name));
        return client;
    }

    private void publish(int messages, long pauseMicros) {
        publishers.add(new SsePublisher("one", one.connections(), messages, pauseMicros));
        publishers.add(new SsePublisher("two", two.connections(), messages, pauseMicros));
    }

    private void awaitAll(SseClient client) throws InterruptedException {
        for (SsePublisher publisher : publishers) {
            eventually(publisher::over);
            eventually(() -> client.data().containsAll(publisher.accepted()));
        }
    }

    private void account(SseClient client) throws InterruptedException {
        for (SsePublisher publisher : publishers) {
            publisher.account(client);
        }
    }

    private void report(String what) {
        System.getLogger(SseNodesTest.class.getName()).log(System.Logger.Level.INFO,
                what + ": accepted " + publishers.stream().mapToInt(each -> each.accepted().size()).sum()
                        + ", refused " + publishers.stream().mapToInt(each -> each.refused().size()).sum()
                        + "; lost 0, doubled 0, out of order 0");
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 60 s").isLessThan(until);
            Thread.sleep(5);
        }
    }
}
