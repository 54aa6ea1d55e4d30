package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.http2.ErrorCode;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Http2Client;
import io.pastelli.testkit.websocket.StreamWebSocket;
import io.pastelli.testkit.websocket.WebSocketFrame;
import io.pastelli.websocket.CloseStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** WebSockets on streams of HTTP/2 (RFC 8441): each ends by itself, and all end with their connection. */
@Only(on = Only.Kind.HTTP_2, why = "HTTP/1.1 gives a whole connection to a WebSocket")
interface WebSocketStreamContract extends Contract {
    @ParameterizedTest
    @MethodSource("io.pastelli.testkit.tck.WebSocketStreamContract#everyWayInEveryPhase")
    default void theEndOfItsStreamIsToldToASocketOnce(Http2Leaving how, SocketPhase phase) throws Exception {
        var nanos = new long[Integer.getInteger("tck.rounds", 3)];
        BlockingQueue<LeavingSocket> visits = new LinkedBlockingQueue<>();
        var all = new ConcurrentLinkedQueue<LeavingSocket>();
        try (Site site = serve(conn -> visit(conn, phase, visits))) {
            for (int i = 0; i < nanos.length; i++) {
                try (Http2Client client = smallWindow(site)) {
                    var asked = StreamWebSocket.ask(client, "/");
                    asked.send(WebSocketFrame.text("work"));
                    LeavingSocket socket = Objects.requireNonNull(visits.poll(10, TimeUnit.SECONDS));
                    all.add(socket);
                    phase.settle(client, asked, socket);
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(20_000_000));
                    nanos[i] = leave(client, asked.stream(), how, socket);
                    assertOver(socket, how.exit(), phase);
                    if (how.exit() instanceof Exit.ClientReset reset && reset.code().isPresent()) {
                        assertThat(client.answer(client.get("/after")).body()).isEqualTo("after");
                    }
                }
            }
            assertThat(site.server().stop(Duration.ofSeconds(2))).as("exchanges left over").isZero();
        }
        assertThat(all)
                .allSatisfy(socket -> assertThat(socket.further()).as("onClose is called once").isZero());
        assertPrompt(nanos);
    }

    /** A client that takes one window of each stream and no more, so that a writer blocks. */
    private static Http2Client smallWindow(Site site) throws IOException {
        return site.http2(4, SocketPhase.WINDOW).stall();
    }

    private static Conn visit(Conn conn, SocketPhase phase, BlockingQueue<LeavingSocket> visits)
            throws Exception {
        if (conn.requestPath().equals("/after")) {
            return conn.sendResp(200, "after");
        }
        var socket = new LeavingSocket(phase);
        visits.add(socket);
        return phase.call(conn, socket);
    }

    private static void assertOver(LeavingSocket socket, Exit exit, SocketPhase phase) throws Exception {
        assertThat(socket.told.exit()).isEqualTo(exit);
        socket.assertNoticed(exit);
        if (phase.upgraded()) {
            assertThat(socket.ended()).isEqualTo(new Ended(exit, CloseStatus.ABNORMAL));
            assertThat(socket.opened).as("onOpen comes before onClose").isDone();
        }
    }

    private static long leave(Http2Client client, int stream, Http2Leaving how, Echo socket)
            throws IOException {
        assertThat(socket.told.isTold()).as("told before the client left").isFalse();
        long from = System.nanoTime();
        how.leave(client, stream);
        socket.told.assertTold(how.exit().getClass());
        return socket.told.nanos() - from;
    }

    /** Every way in every phase. */
    static Stream<Arguments> everyWayInEveryPhase() {
        return Stream.of(SocketPhase.values())
                .flatMap(phase -> Stream.of(Http2Leaving.values()).map(how -> Arguments.of(how, phase)));
    }

    @Test
    default void aResetInsteadOfACloseFrameEndsOurFarewell() throws Exception {
        var echo = new Echo();
        try (Site site = serve(conn -> conn.upgradeWebSocket(echo)); Http2Client client = site.http2()) {
            var socket = StreamWebSocket.open(client, "/");
            Eventually.get(echo.opened).close();
            assertThat(socket.frame().code()).isEqualTo(1000);
            socket.reset(ErrorCode.NO_ERROR);
            assertThat(echo.ended()).isEqualTo(new Ended(new Exit.Normal(), CloseStatus.NORMAL));
            long from = System.nanoTime();
            assertThat(site.server().stop(Duration.ofSeconds(10))).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .as("the client's close frame is not awaited")
                    .isLessThan(Duration.ofSeconds(3));
            assertThat(echo.further()).isZero();
            echo.told.assertTold(Exit.Normal.class);
        }
    }

    @Test
    default void aResetBehindACloseFrameIsNoSecondEnd() throws Exception {
        var echo = new Echo();
        try (Site site = serve(conn -> conn.upgradeWebSocket(echo)); Http2Client client = site.http2()) {
            var socket = StreamWebSocket.open(client, "/");
            Eventually.get(echo.opened);
            client.send(Frame.data(socket.stream(), false, WebSocketFrame.close(1001, "gone").encode()),
                    Frame.reset(socket.stream(), ErrorCode.CANCEL.code()));
            Ended end = echo.ended();
            assertThat(end.exit().clientGone()).as("the exit is the client's").isTrue();
            echo.told.assertTold(end.exit().getClass());
            assertThat(client.answer(client.get("/", "x-a", "1")).status()).isEqualTo(426);
            assertThat(site.server().stop(Duration.ofSeconds(2))).as("exchanges left over").isZero();
            assertThat(echo.further()).isZero();
        }
    }

    @Test
    default void aResetWithTheHandshakeLeavesNothing() throws Exception {
        var all = new ConcurrentLinkedQueue<Echo>();
        try (Site site = serve(conn -> {
            var echo = new Echo();
            Conn upgraded = conn.upgradeWebSocket(echo);
            all.add(echo);
            return upgraded;
        }); Http2Client client = site.http2()) {
            for (int i = 0; i < 50; i++) {
                int stream = client.nextStream();
                client.send(
                        Frame.headers(stream, false,
                                client.head("CONNECT", "/", ":protocol", "websocket", "sec-websocket-version",
                                        "13")),
                        Frame.reset(stream, ErrorCode.CANCEL.code()));
            }
            assertThat(StreamWebSocket.open(client, "/").send(WebSocketFrame.text("here")).text())
                    .isEqualTo("here");
            client.wire().fin();
            assertThat(site.server().stop(Duration.ofSeconds(2))).as("exchanges left over").isZero();
        }
        assertThat(all).isNotEmpty();
        for (Echo echo : all) {
            echo.ended();
            assertThat(echo.further()).as("onClose is called once").isZero();
            assertThat(echo.told.times()).isEqualTo(1);
        }
    }

    @Test
    default void aSocketThatTakesNothingDoesNotHoldUpItsSiblings() throws Exception {
        BlockingQueue<LeavingSocket> visits = new LinkedBlockingQueue<>();
        try (Site site = serve(conn -> conn.requestPath().equals("/echo")
                ? conn.upgradeWebSocket(new Echo())
                : visit(conn, SocketPhase.SENDING, visits)); Http2Client client = smallWindow(site)) {
            var stuck = StreamWebSocket.ask(client, "/").send(WebSocketFrame.text("go"));
            LeavingSocket writer = Objects.requireNonNull(visits.poll(10, TimeUnit.SECONDS));
            Eventually.get(writer.there);
            var quick = StreamWebSocket.open(client, "/echo");
            for (int i = 0; i < 100; i++) {
                assertThat(quick.send(WebSocketFrame.text("m" + i)).text()).isEqualTo("m" + i);
            }
            assertThat(writer.noticed).as("the writer is still blocked").isNotDone();
            stuck.reset(ErrorCode.CANCEL);
            writer.assertNoticed(new Exit.ClientReset(OptionalLong.of(ErrorCode.CANCEL.code())));
            assertThat(quick.send(WebSocketFrame.text("after")).text()).isEqualTo("after");
        }
    }
}
