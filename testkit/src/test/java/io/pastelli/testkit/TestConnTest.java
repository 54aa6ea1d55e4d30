package io.pastelli.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Settings;
import io.pastelli.conn.AlreadySentException;
import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.BodyRead;
import io.pastelli.conn.ChunkResult;
import io.pastelli.conn.Conn;
import io.pastelli.conn.DepartedException;
import io.pastelli.conn.State;
import io.pastelli.owner.Exit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TestConnTest {
    @Test
    void aResponseIsSeenWhole() {
        TestConn test = TestConn.get("/users/7?x=1").header("accept", "text/plain")
                .call(conn -> conn.text(200, conn.requestPath() + conn.queryParam("x").orElse("")));
        assertThat(test.status()).isEqualTo(200);
        assertThat(test.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(test.header("content-length")).isEqualTo("9");
        assertThat(test.text()).isEqualTo("/users/71");
        assertThat(test.end()).isEqualTo(TestConn.End.COMPLETE);
        assertThat(test.exit()).isEqualTo(new Exit.Normal());
        assertThat(test.conn().state()).isEqualTo(State.SENT);
    }

    @Test
    void anUnsetConnIsA500() {
        assertThat(TestConn.get("/").call(conn -> conn).status()).isEqualTo(500);
    }

    @Test
    void aPlugThatThrowsIsA500AndTheOwnerEndsNormally() {
        TestConn test = TestConn.get("/").call(conn -> {
            throw new IllegalStateException("secret");
        });
        assertThat(test.status()).isEqualTo(500);
        assertThat(test.text()).doesNotContain("secret");
        assertThat(test.exit()).isEqualTo(new Exit.Normal());
    }

    @Test
    void aRequestAgainstTheRulesNeverReachesThePlug() {
        TestConn test = TestConn.get("/").withoutHeader("host").call(conn -> conn.text(200, "reached"));
        assertThat(test.status()).isEqualTo(400);
        assertThat(test.closesConnection()).isTrue();
    }

    @Test
    void aSecondResponseIsRefusedAlsoFromAStaleCopy() {
        var refused = new ArrayList<Exception>();
        TestConn test = TestConn.get("/").call(conn -> {
            Conn sent = conn.sendResp(200, "first");
            for (Conn each : List.of(conn, sent)) {
                try {
                    each.sendResp(200, "second");
                } catch (AlreadySentException e) {
                    refused.add(e);
                }
            }
            return conn;
        });
        assertThat(test.text()).isEqualTo("first");
        assertThat(test.conn()).isNotNull();
        assertThat(refused).hasSize(2);
    }

    @Test
    void aReturnedStreamLivesUntilItsClientLeaves() {
        TestConn test = TestConn.get("/")
                .call(conn -> conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200));
        Conn stream = test.conn();
        assertThat(stream.state()).isEqualTo(State.CHUNKED);
        assertThat(stream.chunk("second").sent()).isTrue();
        assertThat(test.chunks()).containsExactly("first", "second");
        assertThat(test.end()).isEqualTo(TestConn.End.OPEN);
        test.leave();
        assertThat(test.exit()).isEqualTo(new Exit.ClientClosed());
        assertThat(stream.state()).isEqualTo(State.ENDED);
        assertThat(stream.chunk("late")).isEqualTo(new ChunkResult.Closed(new Exit.ClientClosed()));
        assertThat(test.awaitEnd()).isEqualTo(TestConn.End.CUT);
    }

    @Test
    void aClosedStreamHasItsCloseChunkAndACleanEnd() {
        TestConn test = TestConn.get("/").call(conn -> conn.assign(Conn.CLOSE_CHUNK, "bye").sendChunked(200));
        test.conn().close();
        assertThat(test.chunks()).containsExactly("bye");
        assertThat(test.end()).isEqualTo(TestConn.End.COMPLETE);
        assertThat(test.exit()).isEqualTo(new Exit.Normal());
        assertThat(test.conn().chunk("late")).isEqualTo(new ChunkResult.Closed(new Exit.Normal()));
    }

    @Test
    void aCrashAfterTheHeadCutsTheStream() {
        TestConn test = TestConn.get("/").call(conn -> {
            conn.sendChunked(200);
            throw new IllegalStateException("crash");
        });
        assertThat(test.awaitEnd()).isEqualTo(TestConn.End.CUT);
        assertThat(test.exit()).isInstanceOf(Exit.Failed.class);
    }

    @Test
    void theClockIsTurnedByHand() {
        TestConn test = TestConn.get("/").start(conn -> {
            Conn stream = conn.sendChunked(200);
            for (int i = 0; i < 3; i++) {
                stream.owner().sleep(Duration.ofHours(1));
                stream.chunk("hour " + i);
            }
            return stream.close();
        });
        for (int i = 0; i < 3; i++) {
            assertThat(test.chunks()).hasSize(i);
            test.advance(Duration.ofHours(1));
            assertThat(test.chunk(i)).isEqualTo("hour " + i);
        }
        assertThat(test.awaitEnd()).isEqualTo(TestConn.End.COMPLETE);
    }

    @Test
    void aStayingHandlerIsInterruptedWhenItsClientLeaves() {
        var seen = new CompletableFuture<Exit>();
        TestConn test = TestConn.get("/").start(conn -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                seen.complete(conn.owner().exit().orElseThrow());
            }
            return conn;
        });
        test.reset();
        assertThat(test.exit()).isInstanceOf(Exit.ClientReset.class);
        assertThat(seen).succeedsWithin(Duration.ofSeconds(5)).isInstanceOf(Exit.ClientReset.class);
    }

    @Test
    void aStalledClientBlocksTheWriterUntilItTakesAgain() throws InterruptedException {
        TestConn test = TestConn.get("/").call(conn -> conn.sendChunked(200));
        test.stall();
        var result = new CompletableFuture<ChunkResult>();
        Thread writer = Thread.startVirtualThread(() -> result.complete(test.conn().chunk("held up")));
        test.awaitBlocked();
        assertThat(result).isNotDone();
        test.take();
        writer.join();
        assertThat(result.join().sent()).isTrue();
        assertThat(test.chunks()).containsExactly("held up");
    }

    @Test
    void aStalledClientIsGivenUpAtTheWriteDeadline() throws InterruptedException {
        TestConn test = TestConn.get("/").call(conn -> conn.sendChunked(200));
        test.stall();
        var result = new CompletableFuture<ChunkResult>();
        Thread writer = Thread.startVirtualThread(() -> result.complete(test.conn().chunk("never taken")));
        test.awaitBlocked();
        test.advance(Duration.ofSeconds(29));
        assertThat(test.end()).isEqualTo(TestConn.End.OPEN);
        test.advance(Duration.ofSeconds(2));
        writer.join();
        assertThat(result.join()).isInstanceOf(ChunkResult.TimedOut.class);
        assertThat(test.exit()).isEqualTo(new Exit.TimedOut("write"));
        assertThat(test.end()).isEqualTo(TestConn.End.CUT);
    }

    @Test
    void aBodyIsFedPieceByPiece() {
        TestConn test = TestConn.post("/").openBody().start(conn -> {
            var pieces = new ArrayList<String>();
            BodyRead read = conn.readBody(BodyOptions.DEFAULT.withLength(2));
            while (read instanceof BodyRead.More more) {
                pieces.add(more.bytes().utf8());
                read = more.conn().readBody(BodyOptions.DEFAULT.withLength(2));
            }
            pieces.add(read.bytes().utf8());
            return conn.text(200, String.join("|", pieces));
        });
        test.feed("ab").feed("c").feed("d").feed("e").endBody();
        assertThat(test.text()).isEqualTo("ab|cd|e");
    }

    @Test
    void aBodyThatStopsComingIsA408() {
        TestConn test = TestConn.post("/").openBody(10)
                .start(conn -> conn.sendResp(200, conn.readBody().bytes()));
        test.feed("hello").advance(Duration.ofSeconds(16));
        assertThat(test.status()).isEqualTo(408);
        assertThat(test.closesConnection()).isTrue();
    }

    @Test
    void aClientThatLeavesWhileItsBodyIsReadIsADeparture() {
        var thrown = new CompletableFuture<Exit>();
        TestConn test = TestConn.post("/").openBody(10).start(conn -> {
            try {
                return conn.sendResp(200, conn.readBody().bytes());
            } catch (DepartedException e) {
                thrown.complete(e.exit());
                throw e;
            }
        });
        test.feed("hello").leave();
        assertThat(thrown).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(new Exit.ClientClosed());
        assertThat(test.exit()).isEqualTo(new Exit.ClientClosed());
    }

    @Test
    void aBodyOverTheLimitIsA413() {
        var small = Settings.DEFAULT.withLimits(Limits.DEFAULT.withBody(4));
        assertThat(TestConn.post("/").settings(small).body("hello").call(conn -> conn.text(200, "")).status())
                .isEqualTo(413);
    }

    @Test
    void aHeadRequestHasTheLengthAndNoBody() {
        TestConn test = TestConn.request("HEAD", "/").call(conn -> conn.text(200, "hello"));
        assertThat(test.header("content-length")).isEqualTo("5");
        assertThat(test.text()).isEmpty();
    }

    @Test
    void theStopOfAServerEndsAStreamInOrder() {
        TestConn test = TestConn.get("/").call(conn -> conn.assign(Conn.CLOSE_CHUNK, "bye").sendChunked(200));
        assertThat(test.stop(Duration.ofSeconds(5))).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(0);
        assertThat(test.chunks()).containsExactly("bye");
        assertThat(test.exit()).isEqualTo(new Exit.Shutdown());
        assertThat(test.end()).isEqualTo(TestConn.End.COMPLETE);
    }

    @Test
    void beforeSendCallbacksRunLastRegisteredFirstForStreamsToo() {
        TestConn test = TestConn.get("/").call(
                conn -> conn.registerBeforeSend(c -> c.putRespHeader("x", c.respHeader("x").orElse("") + "1"))
                        .registerBeforeSend(c -> c.putRespHeader("x", c.respHeader("x").orElse("") + "2"))
                        .sendChunked(200));
        assertThat(test.header("x")).isEqualTo("21");
    }

    @Test
    void aStreamOpenedWhileTheServerStopsEndsInOrderAtOnce() {
        TestConn test = TestConn.get("/").start(conn -> {
            conn.owner().receive();
            return conn.assign(Conn.INIT_CHUNK, "first").assign(Conn.CLOSE_CHUNK, "bye").sendChunked(200);
        });
        test.owner();
        var stopped = test.stop(Duration.ofSeconds(5));
        while (!test.closesConnection()) {
            Thread.onSpinWait(); // until the stop has found the request
        }
        test.owner().send("go");
        assertThat(stopped).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(0);
        assertThat(test.chunks()).containsExactly("first", "bye");
        assertThat(test.exit()).isEqualTo(new Exit.Shutdown());
    }
}
