package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.push.sse.Replay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes that stream, in processes of their own and on different adapters, are killed in the midst of broadcasts. Who was
 * connected there comes back to another one with the last id it had: some at once, some when they have been taken for gone.
 */
@SuppressWarnings("NullAway.Init") // before each test
class SseNodeFaultTest {
    private static final int ROUNDS = Integer.getInteger("redis.rounds", 1);
    private static final int MESSAGES = 3000; // of each of three publishers, so that the log keeps all

    private final List<SseClient> clients = new ArrayList<>();
    private final List<SsePublisher> publishers = new ArrayList<>();
    private RealRedis redis;
    private SseNode one; // these live on
    private SseNode two;
    private NodeProcess three; // these are killed
    private NodeProcess four;
    private volatile int door; // where is posted

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start();
        Redis at = Redis.at(redis.url()).withPatience(Duration.ofSeconds(6));
        one = new SseNode(at, "jetty");
        two = new SseNode(at, "netty");
        three = new NodeProcess(redis.url(), "undertow", SseNode.class);
        four = new NodeProcess(redis.url(), "netty", SseNode.class);
    }

    @AfterEach
    void stop() throws Exception {
        publishers.forEach(SsePublisher::close);
        for (SseClient client : clients) {
            client.close();
        }
        publishers.clear();
        clients.clear();
        three.close();
        four.close();
        one.close();
        two.close();
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsLostOrDoubledWhenNodesAreKilled(boolean redisToo) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            if (round > 0) {
                stop();
                start();
            }
            play(redisToo, (round % 2 == 0) == redisToo ? 1000 : 0);
        }
    }

    private void play(boolean redisToo, long pauseMicros) throws Exception {
        clients("stays", one.port(), two.port());
        List<SseClient> moving = clients("moves", three.port(), three.port(), three.port());
        List<SseClient> absent = new ArrayList<>(clients("absent-a", three.port(), three.port()));
        absent.addAll(clients("absent-b", four.port(), four.port()));
        present(clients);
        door = three.port();
        publishers.add(new SsePublisher("one", one.connections(), MESSAGES, pauseMicros));
        publishers.add(new SsePublisher("two", two.connections(), MESSAGES, pauseMicros));
        publishers.add(new SsePublisher("posted", (i, text) -> Http.text(door, text), MESSAGES, pauseMicros));

        goOn(100);
        three.kill();
        door = four.port();
        comeBack(moving, four.port(), four.port());
        goOn(50);
        four.kill();
        door = two.port();
        if (redisToo) {
            redis.kill();
            redis.restart();
        }
        comeBack(moving, one.port(), two.port());
        goOn(50);
        publishers.forEach(SsePublisher::finish);

        List<SseClient> alive = clients.stream().filter(client -> !absent.contains(client)).toList();
        present(alive);
        exactlyOneNodeHasTold(absent);
        comeBack(absent, two.port(), one.port());
        present(clients);
        for (SseClient client : clients) {
            for (SsePublisher publisher : publishers) {
                publisher.account(client);
            }
            assertThat(client.over()).isFalse();
        }
        onceEach();
        report(redisToo);
    }

    /** Waits until each publisher has had so many more accepted: the nodes are in the midst of it. */
    private void goOn(int more) throws InterruptedException {
        List<Integer> due = publishers.stream().map(each -> each.accepted().size() + more).toList();
        for (int i = 0; i < due.size(); i++) {
            SsePublisher publisher = publishers.get(i);
            int count = due.get(i);
            eventually(() -> publisher.accepted().size() >= count || publisher.over());
            assertThat(publisher.over()).as("there is more to send").isFalse();
        }
    }

    private void comeBack(List<SseClient> some, int... ports) throws Exception {
        for (int i = 0; i < some.size(); i++) {
            SseClient client = some.get(i);
            eventually(client::over); // its node is no more
            client.connect(ports[i % ports.length]);
        }
        for (SseNode node : List.of(one, two)) {
            node.connections().ids().forEach(id -> assertThat(
                    node.connections().find(id).map(each -> each.replay()).orElse(Replay.COMPLETE))
                    .isNotEqualTo(Replay.LOST));
        }
    }

    /** The two that live on know of these, and of nobody else. */
    private void present(List<SseClient> some) throws InterruptedException {
        Set<String> ids = Set.copyOf(some.stream().map(SseClient::name).toList());
        for (SseNode node : List.of(one, two)) {
            eventually(() -> node.connections().present().equals(ids));
        }
    }

    /** That they have left, and of nobody else that it has; and all were told that they are gone, once. */
    private void exactlyOneNodeHasTold(List<SseClient> absent) throws InterruptedException {
        List<String> names = absent.stream().map(SseClient::name).toList();
        eventually(() -> timedOut().size() >= names.size());
        assertThat(timedOut()).containsExactlyInAnyOrderElementsOf(
                names.stream().map(name -> "-" + name + " TimedOut").toList());
        for (SseNode node : List.of(one, two)) {
            for (String name : names) {
                eventually(() -> node.everywhere().contains("-" + name)); // it is told on other threads
            }
        }
    }

    private List<String> timedOut() {
        return Stream.of(one, two).flatMap(node -> node.here().stream())
                .filter(told -> told.endsWith(" TimedOut")).toList();
    }

    /** Of each id both heard by turns that it came and that it went; who was absent went once. */
    private void onceEach() throws InterruptedException {
        for (SseNode node : List.of(one, two)) {
            for (SseClient client : clients) {
                String name = client.name();
                eventually(() -> told(node, name).endsWith("+"));
                String told = told(node, name);
                assertThat(told).as(name).matches(name.startsWith("stays")
                        ? "\\+"
                        : name.startsWith("absent") ? "\\+-\\+" : "\\+(-\\+){1,2}");
            }
        }
    }

    private static String told(SseNode node, String name) {
        var turns = new StringBuilder();
        node.everywhere().stream().filter(each -> each.substring(1).equals(name))
                .forEach(each -> turns.append(each.charAt(0)));
        return turns.toString();
    }

    private List<SseClient> clients(String name, int... ports) throws Exception {
        var some = new ArrayList<SseClient>();
        for (int i = 0; i < ports.length; i++) {
            var client = new SseClient(name + i);
            some.add(client);
            client.connect(ports[i]);
            eventually(client::placed);
        }
        clients.addAll(some);
        return some;
    }

    private void report(boolean redisToo) {
        System.getLogger(SseNodeFaultTest.class.getName()).log(System.Logger.Level.INFO,
                "two nodes killed" + (redisToo ? ", and Redis" : "") + ", " + clients.size()
                        + " clients: accepted "
                        + publishers.stream().mapToInt(each -> each.accepted().size()).sum()
                        + ", refused " + publishers.stream().mapToInt(each -> each.refused().size()).sum()
                        + "; lost 0, doubled 0, out of order 0");
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 60 s").isLessThan(until);
            Thread.sleep(5);
        }
    }
}
