package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.push.sse.Duplicate;
import io.pastelli.push.sse.SendResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** Who is connected to which of several nodes, on different adapters. */
@SuppressWarnings("NullAway.Init") // before each test
class RosterNodesTest {
    private final List<SseClient> clients = new ArrayList<>();
    private RealRedis redis;
    private SseNode one;
    private SseNode two;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start();
        one = new SseNode(Redis.at(redis.url()), "undertow");
        two = new SseNode(Redis.at(redis.url()), "netty");
    }

    @AfterEach
    void stop() throws Exception {
        for (SseClient client : clients) {
            client.close();
        }
        one.close();
        two.close();
        redis.close();
    }

    @Test
    void whoComesAndGoesIsToldOnEveryNodeOnce() throws Exception {
        SseClient ann = client("ann", one);
        SseClient bob = client("bob", two);
        present("ann", "bob");
        ann.drop();
        present("bob");
        bob.drop();
        present();
        for (SseNode node : List.of(one, two)) {
            eventually(() -> node.everywhere().size() == 4); // it is told on other threads
            assertThat(node.everywhere()).containsExactlyInAnyOrder("+ann", "+bob", "-ann", "-bob");
        }
        eventually(() -> one.here().size() == 2 && two.here().size() == 2);
        assertThat(one.here()).first().isEqualTo("+ann");
        assertThat(two.here()).first().isEqualTo("+bob");
    }

    @Test
    void aSecondStreamOnAnotherNodeTakesTheId() throws Exception {
        SseClient older = client("ann", one);
        present("ann");
        SseClient newer = client("ann", two);
        eventually(older::over);
        eventually(() -> !one.connections().contains("ann"));
        eventually(() -> one.everywhere().size() == 3 && two.everywhere().size() == 3);
        assertThat(one.everywhere()).containsExactly("+ann", "-ann", "+ann");
        assertThat(two.everywhere()).containsExactly("+ann", "-ann", "+ann");
        eventually(() -> one.here().size() == 2);
        assertThat(one.here()).containsExactly("+ann", "-ann Normal");
        assertThat(newer.over()).isFalse();
        present("ann");
    }

    @Test
    void aSecondStreamOnAnotherNodeIsRefusedWhereThePolicySaysSo() throws Exception {
        one.close();
        two.close();
        one = new SseNode(Redis.at(redis.url()), "jetty", Duplicate.REFUSE, 0);
        two = new SseNode(Redis.at(redis.url()), "netty", Duplicate.REFUSE, 0);
        SseClient older = client("ann", one);
        var newer = new SseClient("ann");
        clients.add(newer);
        newer.connect(two.port());
        eventually(newer::over);
        assertThat(older.over()).isFalse();
        assertThat(two.connections().ids()).isEmpty();
        older.drop();
        present();
        newer.connect(two.port());
        present("ann");
    }

    @Test
    void whatIsSentToAnIdOnAnotherNodeArrivesOnceAndInOrder() throws Exception {
        SseClient ann = client("ann", one);
        present("ann");
        assertThat(two.connections().send("nobody", "x")).isEqualTo(SendResult.UNKNOWN);
        for (int i = 0; i < 100; i++) {
            assertThat(two.connections().send("ann", String.valueOf(i))).isEqualTo(SendResult.FORWARDED);
            if (i % 30 == 10) {
                cut();
            }
        }
        eventually(() -> ann.data().size() >= 100);
        assertThat(ann.data()).isEqualTo(IntStream.range(0, 100).mapToObj(String::valueOf).toList());
    }

    @Test
    void whoHearsThatAnIdHasComeReachesItAtOnce() throws Exception {
        two.connections().onPresence((id, present) -> {
            if (present) {
                assertThat(two.connections().send(id, "welcome")).isEqualTo(SendResult.FORWARDED);
            }
        });
        for (int i = 0; i < 50; i++) {
            clients.add(new SseClient("c" + i));
        }
        for (SseClient client : clients) {
            client.connect(one.port());
        }
        for (SseClient client : clients) {
            eventually(() -> !client.data().isEmpty());
            assertThat(client.data()).as(client.name()).containsExactly("welcome");
        }
    }

    @Test
    void theIdsOfAKilledNodeDepartAndExactlyOneNodeSaysSo() throws Exception {
        try (var third = new NodeProcess(redis.url(), "netty", SseNode.class)) {
            var names = new ArrayList<String>();
            for (int i = 0; i < 10; i++) {
                names.add("c" + i);
                var client = new SseClient("c" + i);
                clients.add(client);
                client.connect(third.port());
            }
            present(names.toArray(String[]::new));
            third.kill();
            present();
            eventually(() -> one.here().size() + two.here().size() == 10);
            assertThat(IntStream.range(0, 10).mapToObj(i -> "-c" + i + " TimedOut"))
                    .containsExactlyInAnyOrderElementsOf(both());
            for (SseNode node : List.of(one, two)) {
                eventually(() -> node.everywhere().size() == 20);
                assertThat(node.everywhere()).doesNotHaveDuplicates();
            }
            clients.getFirst().connect(two.port());
            present("c0");
        }
    }

    @Test
    void whatIsMissedWhileCutOffIsToldAsTheDifference() throws Exception {
        SseClient ann = client("ann", one);
        for (int i = 0; i < 5; i++) {
            cut();
            ann.drop();
            ann.connect((i % 2 == 0 ? two : one).port());
        }
        present("ann");
        for (SseNode node : List.of(one, two)) {
            eventually(() -> node.everywhere().size() % 2 == 1 && node.everywhere().getLast().equals("+ann"));
            assertThat(String.join("", node.everywhere())).matches("\\+ann(-ann\\+ann)*");
        }
    }

    @Test
    void whenRedisHasLostItsMemoryAllComeBackAndAreKnownAgain() throws Exception {
        SseClient ann = client("ann", one);
        SseClient bob = client("bob", two);
        present("ann", "bob");
        redis.empty();
        eventually(() -> ann.over() && bob.over());
        ann.connect(two.port());
        bob.connect(one.port());
        eventually(() -> two.connections().ids().equals(Set.of("ann"))
                && one.connections().ids().equals(Set.of("bob")));
        present("ann", "bob");
    }

    @Test
    void everyKeyComesToAnEndByItself() throws Exception {
        client("ann", one);
        two.connections().send("ann", "x");
        try (Jedis spy = redis.client()) {
            assertThat(spy.keys("*")).contains("{pastelli}:who", "{pastelli}:nodes")
                    .allSatisfy(key -> assertThat(spy.pttl(key)).as(key).isPositive());
        }
    }

    private List<String> both() {
        var all = new ArrayList<>(one.here());
        all.addAll(two.here());
        return all;
    }

    private void cut() {
        try (Jedis spy = redis.client()) {
            spy.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", "pubsub");
        }
    }

    /** Waits until all nodes know of these and nobody else. */
    private void present(String... ids) throws InterruptedException {
        for (SseNode node : List.of(one, two)) {
            eventually(() -> node.connections().present().equals(Set.of(ids)));
        }
    }

    private SseClient client(String name, SseNode node) throws Exception {
        var client = new SseClient(name);
        clients.add(client);
        client.connect(node.port());
        eventually(() -> node.connections().contains(name));
        return client;
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 60 s").isLessThan(until);
            Thread.sleep(5);
        }
    }
}
