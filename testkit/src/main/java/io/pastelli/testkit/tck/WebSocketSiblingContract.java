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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several WebSockets on one connection (RFC 8441), with streams beside them: one's end never touches the others. */
@Only(on = Only.Kind.HTTP_2, why = "HTTP/1.1 gives a whole connection to a WebSocket")
interface WebSocketSiblingContract extends Contract {
    /** The ways in which one socket of several ends. */
    @SuppressWarnings("ImmutableEnumChecker") // an exit without a cause never changes
    enum OneEnd {
        RESET(new Exit.ClientReset(OptionalLong.of(ErrorCode.CANCEL.code())), CloseStatus.ABNORMAL), //
        END_STREAM(new Exit.ClientClosed(), CloseStatus.ABNORMAL), //
        CLOSE_FRAME(new Exit.ClientClosed(), new CloseStatus(1000, "bye")), //
        OURS(new Exit.Normal(), new CloseStatus(4001, "enough"));

        private final Exit exit;
        private final CloseStatus status;

        OneEnd(Exit exit, CloseStatus status) {
            this.exit = exit;
            this.status = status;
        }

        void end(StreamWebSocket client, Echo server) throws IOException {
            switch (this) {
                case RESET -> client.reset(ErrorCode.CANCEL);
                case END_STREAM -> client.end();
                case CLOSE_FRAME -> client.send(WebSocketFrame.close(1000, "bye"));
                case OURS -> Eventually.get(server.opened).close(4001, "enough");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void theEndOfASocketNeverTouchesItsSiblings(OneEnd how) throws Exception {
        BlockingQueue<Echo> upgraded = new LinkedBlockingQueue<>();
        var plug = new Departing(false);
        try (Site site = serve(conn -> socketOr(plug, conn, upgraded)); Http2Client client = site.http2()) {
            int stream = Http2Phase.IDLE_STREAM.enter(client);
            Departing.Visit visit = Objects.requireNonNull(plug.visits.poll(10, TimeUnit.SECONDS));
            List<StreamWebSocket> sockets = new ArrayList<>();
            List<Echo> echoes = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                sockets.add(StreamWebSocket.open(client, "/socket"));
                echoes.add(Objects.requireNonNull(upgraded.poll(10, TimeUnit.SECONDS)));
            }
            for (int i = 0; i < 10; i += 2) {
                how.end(sockets.get(i), echoes.get(i));
                assertThat(echoes.get(i).ended()).isEqualTo(new Ended(how.exit, how.status));
                echoes.get(i).told.assertTold(how.exit.getClass());
                if (how != OneEnd.RESET) {
                    sockets.get(i).send(WebSocketFrame.close(1000, ""));
                    assertThat(sockets.get(i).awaitEnd()).as("the server ends the stream in order").isEmpty();
                }
            }
            for (int i = 1; i < 10; i += 2) {
                assertThat(sockets.get(i).send(WebSocketFrame.text("still " + i)).text())
                        .isEqualTo("still " + i);
                assertThat(echoes.get(i).told.isTold()).as("a sibling is told").isFalse();
            }
            assertThat(client.answer(client.get("/after")).body()).isEqualTo("after");
            assertThat(visit.told().isTold()).as("the stream beside them is told").isFalse();
            client.send(Frame.reset(stream, ErrorCode.CANCEL.code()));
            visit.told().assertTold(Exit.ClientReset.class);
            assertThat(echoes.get(1).told.isTold()).as("a socket is told of another stream's end").isFalse();
            assertThat(echoes).allSatisfy(echo -> assertThat(echo.further()).isZero());
        }
    }

    private static Conn socketOr(Departing plug, Conn conn, BlockingQueue<Echo> upgraded) throws Exception {
        if (!conn.requestPath().equals("/socket")) {
            return plug.call(conn);
        }
        var echo = new Echo();
        Conn result = conn.upgradeWebSocket(echo);
        upgraded.add(echo);
        return result;
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTION_FIN", "CONNECTION_RST", "GOAWAY_AND_FIN"})
    default void aLostConnectionTellsAllItsSocketsAndStreams(Http2Leaving how) throws Exception {
        BlockingQueue<Echo> upgraded = new LinkedBlockingQueue<>();
        var plug = new Departing(false);
        List<Echo> echoes = new ArrayList<>();
        try (Site site = serve(conn -> socketOr(plug, conn, upgraded)); Http2Client client = site.http2()) {
            Http2Phase.IDLE_STREAM.enter(client);
            Departing.Visit visit = Objects.requireNonNull(plug.visits.poll(10, TimeUnit.SECONDS));
            for (int i = 0; i < 20; i++) {
                StreamWebSocket.open(client, "/socket");
                echoes.add(Objects.requireNonNull(upgraded.poll(10, TimeUnit.SECONDS)));
                Eventually.get(echoes.get(i).opened);
            }
            var nanos = new long[echoes.size()];
            long from = System.nanoTime();
            how.leave(client, 1);
            for (int i = 0; i < nanos.length; i++) {
                echoes.get(i).told.assertTold(how.exit().getClass());
                nanos[i] = echoes.get(i).told.nanos() - from;
                assertThat(echoes.get(i).ended()).isEqualTo(new Ended(how.exit(), CloseStatus.ABNORMAL));
            }
            visit.told().assertTold(how.exit().getClass());
            assertPrompt(nanos);
            assertThat(site.server().stop(Duration.ofSeconds(2))).as("exchanges left over").isZero();
        }
        assertThat(echoes)
                .allSatisfy(echo -> assertThat(echo.further()).as("onClose is called once").isZero());
    }

    @Test
    default void goAwayAloneLeavesSocketsOpen() throws Exception {
        var echo = new Echo();
        try (Site site = serve(conn -> conn.upgradeWebSocket(echo)); Http2Client client = site.http2()) {
            var socket = StreamWebSocket.open(client, "/");
            client.send(Frame.goAway(0, ErrorCode.NO_ERROR.code()));
            assertThat(socket.send(WebSocketFrame.text("still here")).text()).isEqualTo("still here");
            assertThat(echo.told.isTold()).as("told").isFalse();
            socket.reset(ErrorCode.CANCEL);
            echo.told.assertTold(Exit.ClientReset.class);
        }
    }
}
