package io.pastelli.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.owner.Exit;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A plug that returns with nothing sent and leaves the response to its owner's handler. */
class HeldResponseTest {
    private final Queue<Object> told = new ConcurrentLinkedQueue<>();

    private final Plug held = conn -> {
        conn.owner().onMessage(message -> {
            if (message instanceof Error error) {
                throw error;
            }
            if (message instanceof String || message instanceof Exit.Shutdown) {
                conn.sendResp(200, "news: " + message);
            }
            told.add(message);
        });
        return conn;
    };

    @Test
    void theHandlerSendsTheResponse() {
        TestConn poll = TestConn.get("/").start(held);
        assertThat(poll.conn().progress()).isEmpty();
        poll.owner().send("one");
        assertThat(poll.text()).isEqualTo("news: one");
        assertThat(poll.exit()).isEqualTo(new Exit.Normal());
    }

    @Test
    void theHandlerIsToldOfAClientThatLeaves() throws Exception {
        TestConn poll = TestConn.get("/").start(held);
        poll.conn();
        poll.leave();
        assertThat(poll.exit()).isEqualTo(new Exit.ClientClosed());
        for (int i = 0; told.isEmpty() && i < 500; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(told).containsExactly(new Exit.ClientClosed());
    }

    @Test
    void aStopTellsTheHandlerWhichMayStillAnswer() throws Exception {
        TestConn poll = TestConn.get("/").start(held);
        poll.conn();
        assertThat(poll.stop(Duration.ofSeconds(5)).get(5, TimeUnit.SECONDS)).isZero();
        assertThat(poll.text()).startsWith("news: Shutdown");
    }

    @Test
    void aStopThatFindsThePlugAtWorkTellsTheHandlerToo() throws Exception {
        for (int round = 0; round < 100; round++) { // before, while and after the plug returns
            var begun = new CompletableFuture<Boolean>();
            var go = new CompletableFuture<Boolean>();
            TestConn poll = TestConn.get("/").start(conn -> {
                Conn given = held.call(conn);
                begun.complete(true);
                go.get(5, TimeUnit.SECONDS);
                return given;
            });
            begun.get(5, TimeUnit.SECONDS);
            var stop = poll.stop(Duration.ofSeconds(5));
            go.complete(true);
            assertThat(stop.get(5, TimeUnit.SECONDS)).isZero(); // by the test's clock, which stands
            assertThat(poll.text()).startsWith("news: Shutdown");
        }
    }

    @Test
    void aStopDoesNotWaitForAClientThatLeavesBeforeTheAnswer() throws Exception {
        TestConn poll = TestConn.get("/").start(conn -> {
            conn.owner().onMessage(told::add);
            return conn;
        });
        poll.conn();
        var stop = poll.stop(Duration.ofSeconds(5));
        assertThat(poll.exit()).isEqualTo(new Exit.Shutdown());
        poll.leave();
        assertThat(stop.get(5, TimeUnit.SECONDS)).isZero(); // by the test's clock, which stands
    }

    @Test
    void aStopDoesNotWaitForAClientThatLeavesUnderTheAnswer() throws Exception {
        TestConn poll = TestConn.get("/").start(held);
        poll.conn();
        poll.stall();
        var stop = poll.stop(Duration.ofSeconds(5));
        poll.awaitBlocked();
        poll.leave();
        assertThat(stop.get(5, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void aHandlerThatFailsEndsTheRequest() {
        TestConn poll = TestConn.get("/").start(held);
        poll.conn();
        poll.owner().send(new AssertionError("boom"));
        assertThat(poll.awaitEnd()).isEqualTo(TestConn.End.CUT);
    }

    @Test
    void withoutAHandlerAResponseHasToBeSent() {
        assertThat(TestConn.get("/").call(conn -> conn).status()).isEqualTo(500);
    }
}
