package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.ServerOptions;
import io.pastelli.adapter.Http2;
import io.pastelli.adapter.Timeouts;
import io.pastelli.conn.ChunkResult;
import io.pastelli.conn.Conn;
import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.http2.ErrorCode;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Http2Client;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Windows, streams side by side, and how a connection of HTTP/2 ends in order. */
@Only(on = Only.Kind.HTTP_2, why = "HTTP/1.x has neither windows nor streams")
interface Http2FlowContract extends Contract {
    /** The identifier of SETTINGS_INITIAL_WINDOW_SIZE. */
    int INITIAL_WINDOW = 4;

    private static UnaryOperator<ServerOptions> writeWithin(Duration deadline) {
        return options -> options.timeouts(Timeouts.DEFAULT.withWrite(deadline));
    }

    @Test
    default void aStalledWindowBlocksItsWriterOnlyUpToTheDeadline() throws Exception {
        var flood = new BackpressureContract.Flood();
        try (Site site = serve(conn -> conn.requestPath().equals("/flood")
                ? flood.call(conn)
                : conn.sendResp(200, "served"), writeWithin(Duration.ofMillis(800)));
                Http2Client client = site.http2(INITIAL_WINDOW, 20_000).stall()) {
            int stalled = client.get("/flood");
            client.await("what the window takes", each -> each.is(Frame.DATA, stalled));
            for (int i = 0; i < 5; i++) {
                assertThat(client.answer(client.get("/")).body()).as("others go on").isEqualTo("served");
            }
            assertThat(Eventually.get(flood.end())).isInstanceOf(ChunkResult.TimedOut.class);
            flood.told().assertTold(Exit.TimedOut.class);
            assertThat(client.answer(stalled).reset()).as("cut").isPresent();
            assertThat(flood.accepted().get()).as("bytes taken")
                    .isLessThan(BackpressureContract.MOST_IN_FLIGHT);
            assertThat(client.answer(client.get("/")).body()).as("the connection goes on")
                    .isEqualTo("served");
        }
    }

    @Test
    default void aResetEndsABlockedWriter() throws Exception {
        var flood = new BackpressureContract.Flood();
        try (Site site = serve(flood::call, writeWithin(Duration.ofSeconds(30)));
                Http2Client client = site.http2(INITIAL_WINDOW, 20_000).stall()) {
            int stream = client.get("/");
            flood.awaitBlocked();
            long from = System.nanoTime();
            client.send(Frame.reset(stream, ErrorCode.CANCEL.code()));
            flood.told().assertTold(Exit.ClientReset.class);
            assertThat(Eventually.get(flood.end())).isInstanceOf(ChunkResult.Closed.class);
            long nanos = flood.told().nanos() - from;
            measured(nanos);
            assertThat(Duration.ofNanos(nanos)).isLessThan(GoneContract.DEADLINE);
        }
    }

    @Test
    default void aWindowThatOpensAgainLetsTheWriterGoOn() throws Exception {
        var done = new CompletableFuture<Boolean>();
        Bytes big = Bytes.of("0123456789abcdef".repeat(8 * 1024));
        try (Site site = serve(conn -> {
            Conn stream = conn.sendChunked(200);
            done.complete(stream.chunk(big).sent());
            return stream.close();
        }); Http2Client client = site.http2(INITIAL_WINDOW, 1_000).stall()) {
            int stream = client.get("/");
            int bytes = 1_000;
            while (bytes < big.size()) {
                int most = bytes;
                client.await("a full window", each -> received(client, stream) >= most);
                client.send(Frame.windowUpdate(stream, 40_000), Frame.windowUpdate(0, 40_000));
                bytes += 40_000;
            }
            assertThat(Eventually.get(done)).isTrue();
            assertThat(client.answer(stream).body()).isEqualTo(big.utf8());
        }
    }

    private static int received(Http2Client client, int stream) {
        return client.on(stream).stream().filter(each -> each.is(Frame.DATA, stream))
                .mapToInt(each -> each.frame().payload().size()).sum();
    }

    @Test
    default void aBodyThatNobodyReadsIsHeldBackByItsWindow() throws Exception {
        var go = new CompletableFuture<Boolean>();
        try (Site site = serve(conn -> {
            Eventually.get(go);
            return BodyContract.ECHO.call(conn);
        }); Http2Client client = site.http2()) {
            int stream = client.post("/");
            for (int i = 0; i < 3; i++) {
                client.send(Frame.data(stream, false, new byte[16_384]));
            }
            client.send(Frame.ping(1));
            client.await("the answer to PING", each -> each.is(Frame.PING, 0));
            assertThat(client.on(stream)).as("no WINDOW_UPDATE for what was not read").isEmpty();
            go.complete(true);
            client.await("WINDOW_UPDATE", each -> each.is(Frame.WINDOW_UPDATE, stream));
            client.send(Frame.data(stream, true, new byte[16_384]));
            assertThat(client.answer(stream).body()).hasSize(4 * 16_384);
        }
    }

    @Test
    default void streamsRunSideBySide() throws Exception {
        var first = new CompletableFuture<Boolean>();
        try (Site site = serve(conn -> {
            if (conn.requestPath().equals("/first")) {
                Eventually.get(first);
            }
            return conn.sendResp(200, conn.requestPath());
        }); Http2Client client = site.http2()) {
            int slow = client.get("/first");
            int quick = client.get("/second");
            assertThat(client.answer(quick).body()).isEqualTo("/second");
            assertThat(client.on(slow)).isEmpty();
            first.complete(true);
            assertThat(client.answer(slow).body()).isEqualTo("/first");
        }
    }

    @Test
    default void moreStreamsThanAllowedAreRefused() throws Exception {
        var running = new AtomicInteger();
        var go = new CompletableFuture<Boolean>();
        Http2 few = Http2.DEFAULT.withStreams(5).withClearText(!protocol().isTls());
        try (Site site = serve(conn -> {
            running.incrementAndGet();
            Eventually.get(go);
            return conn.sendResp(200, "served");
        }, options -> options.http2(few)); Http2Client client = site.http2()) {
            var streams = new int[5];
            for (int i = 0; i < streams.length; i++) {
                streams[i] = client.get("/");
            }
            Eventually.until("five run", () -> running.get() == 5);
            Http2Client.Answer refused = client.answer(client.get("/"));
            assertThat(refused.reset()).contains(ErrorCode.REFUSED_STREAM);
            assertThat(running).hasValue(5);
            go.complete(true);
            for (int stream : streams) {
                assertThat(client.answer(stream).body()).isEqualTo("served");
            }
            assertThat(client.answer(client.get("/")).status()).isEqualTo(200);
        }
    }

    @Test
    default void aCrashAfterTheHeadResetsTheStreamAlone() throws Exception {
        try (Site site = serve(conn -> {
            if (conn.requestPath().equals("/next")) {
                return conn.sendResp(200, "next");
            }
            conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200);
            throw new IllegalStateException("crash");
        }); Http2Client client = site.http2()) {
            Http2Client.Answer cut = client.answer(client.get("/"));
            assertThat(cut.body()).isEqualTo("first");
            assertThat(cut.reset()).as("RST_STREAM with an error").isPresent().get()
                    .isNotEqualTo(ErrorCode.NO_ERROR);
            assertThat(client.answer(client.get("/next")).body()).isEqualTo("next");
        }
    }

    @Test
    default void aPingIsAnsweredWithItsBytes() throws Exception {
        try (Site site = serve(ConnectionContract.ECHO_PATH); Http2Client client = site.http2()) {
            client.send(Frame.ping(0x0123456789abcdefL));
            Frame answer = client.await("the answer", each -> each.is(Frame.PING, 0)).frame();
            assertThat(answer.has(Frame.ACK)).isTrue();
            assertThat(answer.payload()).isEqualTo(Frame.ping(0x0123456789abcdefL).payload());
        }
    }

    @Test
    default void theStopSaysGoAwayAndEndsTheStreamsInOrder() throws Exception {
        var told = new Told();
        try (Site site = serve(conn -> {
            conn.owner().link(told);
            return conn.assign(Conn.INIT_CHUNK, "first").assign(Conn.CLOSE_CHUNK, "bye").sendChunked(200);
        }); Http2Client client = site.http2()) {
            int stream = client.get("/");
            client.await("the first chunk", each -> each.is(Frame.DATA, stream));
            assertThat(site.server().stop(Duration.ofSeconds(5))).as("exchanges cut").isZero();
            Http2Client.Answer answer = client.answer(stream);
            assertThat(answer.body()).isEqualTo("firstbye");
            assertThat(answer.reset()).isEmpty();
            assertThat(client.await("GOAWAY", each -> each.is(Frame.GOAWAY, 0)).frame().code())
                    .isEqualTo(ErrorCode.NO_ERROR);
            assertThat(client.awaitEnd()).as("in order").isTrue();
            told.assertTold(Exit.Shutdown.class);
        }
    }

    @Test
    default void aHandshakeWithoutThePrefaceIsGivenUp() throws Exception {
        try (Site site = serve(ConnectionContract.ECHO_PATH,
                options -> options.timeouts(Timeouts.DEFAULT.withHead(Duration.ofMillis(400))
                        .withIdle(Duration.ofMillis(400))));
                Http2Client client = Http2Client.silent(site.wire())) {
            client.patience(Duration.ofSeconds(5)).awaitEnd();
        }
    }

    @Test
    default void aHeadThatDoesNotGoOnIsGivenUp() throws Exception {
        try (Site site = serve(ConnectionContract.ECHO_PATH,
                options -> options.timeouts(Timeouts.DEFAULT.withHead(Duration.ofMillis(400))));
                Http2Client client = site.http2()) {
            client.send(
                    Frame.of(Frame.HEADERS, Frame.END_STREAM, client.nextStream(), client.head("GET", "/")));
            client.patience(Duration.ofSeconds(5)).awaitEnd();
        }
    }
}
