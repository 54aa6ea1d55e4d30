package io.pastelli.push.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Plug;
import io.pastelli.push.mailbox.Access;
import io.pastelli.push.mailbox.Mailboxes;
import io.pastelli.testkit.TestConn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Ten thousand polls of one node wait for messages in Redis, over a handful of connections. */
@SuppressWarnings("NullAway.Init") // before each test
class ManyWaitersTest {
    private static final System.Logger LOG = System.getLogger(ManyWaitersTest.class.getName());
    private static final int MANY = 10_000;
    private static final int CONNECTIONS = 5;

    private RealRedis redis;
    private Mailboxes boxes;
    private Plug plug;
    private Jedis spy;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start("--appendonly", "no");
        // besides those of the operations there is one that says that the node is alive, and one to listen on
        var few = Redis.at(redis.url()).withConnections(CONNECTIONS - 2);
        boxes = Mailboxes.create(options -> options.withStore(few.mailboxes()));
        plug = boxes.plug(Access.open(),
                options -> options.withWaiters(MANY, MANY).withTimeout(Duration.ofMinutes(5)));
        spy = redis.client();
    }

    @AfterEach
    void stop() {
        spy.close();
        boxes.close();
        redis.close();
    }

    @Test
    void eachLineIsServedFirstComeFirstServed() throws Exception {
        List<List<TestConn>> lines = IntStream.range(0, 100)
                .mapToObj(line -> (List<TestConn>) new ArrayList<TestConn>())
                .toList();
        for (int turn = 1; turn <= MANY / lines.size(); turn++) {
            int length = turn;
            for (int line = 0; line < lines.size(); line++) {
                lines.get(line).add(get(line));
            }
            eventually(() -> IntStream.range(0, lines.size()).allMatch(line -> waiters(line) == length));
        }
        int waiting = connections();
        int most = waiting;
        for (int turn = 0; turn < MANY / lines.size(); turn++) {
            for (int line = 0; line < lines.size(); line++) {
                boxes.get("box" + line).send("m" + turn);
            }
            most = Math.max(most, connections());
        }
        for (List<TestConn> line : lines) {
            for (int turn = 0; turn < line.size(); turn++) {
                assertThat(line.get(turn).text()).isEqualTo("m" + turn);
            }
        }
        assertThat(most).as("connections to Redis, while all wait and while all are served")
                .isBetween(2, CONNECTIONS);
    }

    @Test
    void eachInAMailboxOfItsOwnGetsItsMessage() throws Exception {
        var held = new ArrayList<TestConn>(MANY);
        for (int i = 0; i < MANY; i++) {
            held.add(get(i));
        }
        eventually(() -> IntStream.range(0, MANY).allMatch(i -> waiters(i) == 1));
        assertThat(connections()).isBetween(2, CONNECTIONS);
        double before = cpu();
        Thread.sleep(3000); // it is what a second costs that counts
        LOG.log(System.Logger.Level.INFO, MANY + " mailboxes that are waited for take "
                + Math.round((cpu() - before) / 3 * 1e6) + " us of Redis' CPU a second");
        before = cpu();
        for (int i = 0; i < MANY; i++) {
            boxes.get("box" + i).send("m" + i);
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(held.get(i).text()).isEqualTo("m" + i);
        }
        LOG.log(System.Logger.Level.INFO, "a message that is sent, taken and acknowledged takes "
                + Math.round((cpu() - before) / MANY * 1e6) + " us of Redis' CPU");
        assertThat(connections()).isBetween(2, CONNECTIONS);
    }

    private TestConn get(int box) {
        return TestConn.get("/box" + box).start(plug);
    }

    private int waiters(int box) {
        return boxes.get("box" + box).waiters();
    }

    /** All but the one that asks. */
    private int connections() {
        return (int) spy.clientList().lines().count() - 1;
    }

    private double cpu() {
        return CostTest.cpu(spy);
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 60 s").isLessThan(until);
            Thread.sleep(1);
        }
    }
}
