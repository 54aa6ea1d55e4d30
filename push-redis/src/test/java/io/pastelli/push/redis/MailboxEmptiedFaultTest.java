package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Plug;
import io.pastelli.push.mailbox.Access;
import io.pastelli.push.mailbox.Mailboxes;
import io.pastelli.testkit.TestConn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Redis is emptied while two nodes put messages into mailboxes and serve polls: those in it are lost, later ones are not. */
class MailboxEmptiedFaultTest {
    private static final int ROUNDS = Integer.getInteger("redis.rounds", 1);
    private static final int WAITING = 20;
    private static final String LAST = "last";

    @Test
    void pollsGoOnWaitingAndWhatIsSentAfterwardsArrivesOnceInOrder() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (var redis = RealRedis.start();
                    var one = Mailboxes.create(
                            options -> options.withStore(Redis.at(redis.url()).mailboxes()));
                    var two = Mailboxes.create(
                            options -> options.withStore(Redis.at(redis.url()).mailboxes()))) {
                List<Mailboxes> nodes = List.of(one, two);
                List<Plug> plugs = nodes.stream().map(
                        node -> (Plug) node.plug(Access.open(),
                                serving -> serving.withTimeout(Duration.ofMinutes(2))))
                        .toList();
                List<TestConn> waiting = IntStream.range(0, WAITING)
                        .mapToObj(i -> TestConn.get("/waits" + i).start(plugs.get(i % 2))).toList();
                Map<Integer, Long> sent = new ConcurrentHashMap<>();
                var over = new AtomicBoolean();
                Queue<Integer> arrived = new ConcurrentLinkedQueue<>();
                var sending = Thread.startVirtualThread(() -> send(nodes, sent, over));
                var polling = Thread.startVirtualThread(() -> poll(plugs, arrived));
                await(() -> arrived.size() > 100);
                redis.empty();
                long emptied = System.nanoTime();
                await(() -> sent.values().stream().filter(began -> began > emptied).count() > 200);
                over.set(true);
                assertThat(sending.join(Duration.ofSeconds(30))).isTrue();
                assertThat(polling.join(Duration.ofSeconds(30))).isTrue();
                assertThat(arrived).containsAll(sent.entrySet().stream()
                        .filter(each -> each.getValue() > emptied).map(Map.Entry::getKey).toList());
                assertThat(List.copyOf(arrived)).doesNotHaveDuplicates().isSorted();
                assertThat(waiting).allMatch(poll -> poll.end() == TestConn.End.OPEN);
                for (int i = 0; i < WAITING; i++) {
                    nodes.get((i + 1) % 2).get("waits" + i).send("hello " + i);
                }
                for (int i = 0; i < WAITING; i++) {
                    assertThat(waiting.get(i).text()).isEqualTo("hello " + i);
                }
            }
        }
    }

    /** Sends numbers through one node and the other until it is told that it is over, and notes when. */
    private static void send(List<Mailboxes> nodes, Map<Integer, Long> sent, AtomicBoolean over) {
        for (int number = 0; !over.get(); number++) {
            long began = System.nanoTime();
            nodes.get(number % 2).get("a").send(String.valueOf(number));
            sent.put(number, began);
            LockSupport.parkNanos(5_000_000);
        }
        nodes.getFirst().get("a").send(LAST);
    }

    private static void poll(List<Plug> plugs, Queue<Integer> arrived) {
        for (int turn = 0;; turn++) {
            String text = TestConn.get("/a").start(plugs.get(turn % 2)).text();
            if (text.equals(LAST)) {
                return;
            }
            arrived.add(Integer.parseInt(text));
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 30 s").isLessThan(until);
            Thread.sleep(2);
        }
    }
}
