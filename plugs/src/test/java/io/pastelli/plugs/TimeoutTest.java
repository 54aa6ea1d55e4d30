package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.conn.Plug;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

@org.junit.jupiter.api.Timeout(30)
class TimeoutTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final TestTime time = new TestTime();
    private final CountDownLatch ever = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Test
    void whoAnswersInTimeIsLeftAlone() {
        TestConn test = TestConn.get("/").call(limited(conn -> conn.sendResp(200, "quick")));
        assertThat(test.text()).isEqualTo("quick");
        assertThat(test.exit()).isEqualTo(new Exit.Normal());
    }

    @Test
    void whoHasNotAnsweredByTheDeadlineIsAnsweredFor() throws InterruptedException {
        TestConn test = TestConn.get("/")
                .start(limited(Plug.pipeline(conn -> conn.putRespHeader("x-early", "kept"), conn -> {
                    block();
                    return conn;
                })));
        expire();
        test.awaitReturn();
        assertThat(test.status()).isEqualTo(503);
        assertThat(test.header("x-early")).isEqualTo("kept");
        assertThat(test.text()).contains("took too long");
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(test.exit()).isEqualTo(new Exit.Normal());
        assertThat(test.conn().halted()).isTrue();
    }

    @Test
    void aResponseThatHasBegunIsCut() throws InterruptedException {
        TestConn test = TestConn.get("/").start(limited(conn -> {
            conn.sendChunked(200).chunk("some");
            block();
            return conn;
        }));
        assertThat(test.chunk(0)).isEqualTo("some");
        expire();
        assertThat(test.awaitEnd()).isEqualTo(TestConn.End.CUT);
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(test.exit()).isInstanceOfSatisfying(Exit.Failed.class,
                failed -> assertThat(failed.cause()).isInstanceOf(TimeoutException.class));
    }

    @Test
    void aStreamThatWasReturnedHasMetItsDeadline() {
        TestConn test = TestConn.get("/").call(limited(conn -> conn.sendChunked(200)));
        time.advance(DEADLINE.multipliedBy(2));
        assertThat(test.conn().chunk("late").sent()).isTrue();
        assertThat(test.end()).isEqualTo(TestConn.End.OPEN);
        test.conn().close();
    }

    @Test
    void theInterruptDoesNotReachThePlugsBehind() throws InterruptedException {
        var clear = new java.util.concurrent.CompletableFuture<Boolean>();
        Plug slow = limited(conn -> {
            block();
            throw new IllegalStateException("too late to be seen");
        });
        TestConn test = TestConn.get("/").start(conn -> {
            var answer = slow.call(conn);
            clear.complete(!Thread.currentThread().isInterrupted());
            return answer;
        });
        expire();
        assertThat(test.status()).isEqualTo(503);
        assertThat(clear.join()).isTrue();
    }

    @Test
    void whoDoesNotListenKeepsItsThreadButNotItsClient() throws InterruptedException {
        var go = new CountDownLatch(1);
        TestConn test = TestConn.get("/").start(limited(conn -> {
            boolean deaf = true;
            while (deaf) {
                try {
                    deaf = !go.await(5, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            }
            return conn.sendResp(200, "late");
        }));
        expire();
        assertThat(test.status()).isEqualTo(503);
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        go.countDown();
        assertThat(test.exit()).isEqualTo(new Exit.Normal());
        assertThat(test.text()).contains("took too long");
    }

    @Test
    void aClientThatLeavesFirstIsNotAnswered() throws InterruptedException {
        TestConn test = TestConn.get("/").start(limited(conn -> {
            block();
            return conn;
        }));
        awaitWatch();
        test.leave();
        assertThat(test.exit()).isEqualTo(new Exit.ClientClosed());
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aDeadlineLiesAhead() {
        assertThatThrownBy(() -> Timeout.plug(conn -> conn, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Plug limited(Plug plug) {
        return Timeout.plug(plug, DEADLINE, time);
    }

    private void block() throws InterruptedException {
        try {
            ever.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    private void expire() throws InterruptedException {
        awaitWatch();
        time.advance(DEADLINE);
    }

    private void awaitWatch() throws InterruptedException {
        for (int i = 0; i < 5_000 && time.waiting() == 0; i++) {
            Thread.sleep(1);
        }
        assertThat(time.waiting()).isPositive();
    }
}
