package io.pastelli.testkit.tck;

import static io.pastelli.testkit.websocket.WebSocketFrame.CLOSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Timeouts;
import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.websocket.WebSocketFrame;
import io.pastelli.websocket.CloseStatus;
import io.pastelli.websocket.MessageResult;
import io.pastelli.websocket.WebSocket;
import io.pastelli.websocket.WebSocketOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The close handshake and every other end but departures: the content of group 7 of Autobahn's test suite. */
interface WebSocketCloseContract extends WebSocketContract {
    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999})
    default void aCloseFrameIsAnsweredAndToldWithItsStatus(int code) throws Exception {
        try (Talk talk = talk()) {
            talk.send(WebSocketFrame.close(code, "bye"));
            assertThat(talk.client().closeCode()).isEqualTo(1000);
            assertThat(talk.client().client().rest()).as("the server ends the connection")
                    .isEqualTo(new io.pastelli.testkit.client.Rest("", false));
            assertThat(talk.echo().ended())
                    .isEqualTo(new Ended(new Exit.ClientClosed(), new CloseStatus(code, "bye")));
            talk.echo().told.assertTold(Exit.ClientClosed.class);
            assertThat(talk.echo().further()).isZero();
        }
    }

    @Test
    default void aCloseFrameWithoutACodeIsToldAs1005() throws Exception {
        try (Talk talk = talk()) {
            talk.send(WebSocketFrame.of(CLOSE, Bytes.empty()));
            assertThat(talk.client().closeCode()).isEqualTo(1000);
            assertThat(talk.echo().ended().status()).isEqualTo(CloseStatus.NONE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1012, 1014, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
    @LeavesNothing
    default void aCloseFrameWithACodeThatNobodyMaySendIsClosedWith1002(int code) throws Exception {
        try (Talk talk = talk()) {
            talk.send(WebSocketFrame.close(code, ""));
            talk.assertClosed(1002);
        }
    }

    @Test
    @LeavesNothing
    default void aCloseFrameOfOneByteIsClosedWith1002AndABadReasonWith1007() throws Exception {
        try (Talk talk = talk()) {
            talk.send(WebSocketFrame.of(CLOSE, Bytes.of(new byte[]{3})));
            talk.assertClosed(1002);
        }
        try (Talk talk = talk()) {
            talk.send(WebSocketFrame.of(CLOSE, Bytes.of(new byte[]{3, (byte) 0xe8, (byte) 0xff})));
            talk.assertClosed(1007);
        }
    }

    @Test
    default void aReasonHasUpTo123Bytes() throws Exception {
        try (Talk talk = talk()) {
            talk.send(WebSocketFrame.close(1000, "ü".repeat(61) + "x"));
            assertThat(talk.client().closeCode()).isEqualTo(1000);
            assertThat(talk.echo().ended().status().reason()).isEqualTo("ü".repeat(61) + "x");
        }
    }

    @Test
    default void aCloseFrameEndsAMessageThatIsNotWhole() throws Exception {
        try (Talk talk = talk()) {
            talk.send(WebSocketFrame.text("half").open(), WebSocketFrame.close(1001, "left"),
                    WebSocketFrame.of(WebSocketFrame.CONTINUATION, Bytes.of("other half")));
            talk.assertClosed(1000);
            assertThat(talk.echo().ended().status()).isEqualTo(new CloseStatus(1001, "left"));
        }
    }

    @Test
    default void aLargeMessageBeforeACloseFrameIsStillAnswered() throws Exception {
        try (Talk talk = talk()) {
            String text = "*".repeat(256 * 1024);
            talk.send(WebSocketFrame.text(text), WebSocketFrame.close(1000, ""),
                    WebSocketFrame.close(1001, "a second one"));
            assertThat(talk.client().text()).isEqualTo(text);
            talk.assertClosed(1000);
            assertThat(talk.echo().ended().status()).isEqualTo(CloseStatus.NORMAL);
        }
    }

    @Test
    @LeavesNothing
    default void whatComesAfterACloseFrameIsIgnored() throws Exception {
        try (Talk talk = talk()) {
            talk.send(WebSocketFrame.text("before"), WebSocketFrame.close(1000, ""),
                    WebSocketFrame.text("after"),
                    WebSocketFrame.of(WebSocketFrame.PING, Bytes.of("after")),
                    WebSocketFrame.of(15, Bytes.empty()));
            assertThat(talk.client().text()).isEqualTo("before");
            assertThat(talk.client().closeCode()).isEqualTo(1000);
            assertThat(talk.client().client().rest().text()).isEmpty();
        }
    }

    @Test
    default void ourCloseWaitsForTheClients() throws Exception {
        try (Talk talk = talk()) {
            WebSocket ws = talk.server();
            ws.close(4001, "enough");
            WebSocketFrame close = talk.client().frame(CLOSE);
            assertThat(close.code()).isEqualTo(4001);
            assertThat(close.reason()).isEqualTo("enough");
            assertThat(ws.send("late")).isEqualTo(new MessageResult.Closed(new Exit.Normal()));
            assertThat(talk.echo().ended())
                    .isEqualTo(new Ended(new Exit.Normal(), new CloseStatus(4001, "enough")));
            talk.send(WebSocketFrame.text("crossing"), WebSocketFrame.close(4001, ""));
            assertThat(talk.client().client().rest())
                    .isEqualTo(new io.pastelli.testkit.client.Rest("", false));
        }
    }

    @Test
    @LeavesNothing
    default void aClientThatDoesNotAnswerOurCloseIsCut() throws Exception {
        var options = WebSocketOptions.defaults().closeTimeout(Duration.ofMillis(200));
        try (Talk talk = talk(new Echo(), options, quick -> quick.timeouts(
                Timeouts.DEFAULT.withWrite(Duration.ofMillis(400))), 0)) {
            talk.server().close();
            assertThat(talk.client().closeCode()).isEqualTo(1000);
            assertThat(talk.client().client().patience(Duration.ofSeconds(5)).rest().text()).isEmpty();
        }
    }

    @Test
    @LeavesNothing
    default void aSilentClientIsFoundByPings() throws Exception {
        var options = WebSocketOptions.defaults().pingEvery(Duration.ofMillis(100))
                .idleTimeout(Duration.ofMillis(600));
        try (Talk talk = talk(new Echo(), options,
                quick -> quick.timeouts(Timeouts.DEFAULT.withWrite(Duration.ofMillis(400))), 0)) {
            for (int i = 0; i < 10; i++) {
                WebSocketFrame ping = talk.client().frame(WebSocketFrame.PING);
                talk.send(WebSocketFrame.of(WebSocketFrame.PONG, ping.payload()));
            }
            long from = System.nanoTime();
            WebSocketFrame next = talk.client().frame();
            while (next.opcode() == WebSocketFrame.PING) {
                next = talk.client().frame();
            }
            assertThat(next.code()).isEqualTo(1002);
            measured(System.nanoTime() - from);
            talk.echo().told.assertTold(Exit.TimedOut.class);
            assertThat(talk.echo().ended().exit()).isEqualTo(new Exit.TimedOut("idle"));
        }
    }

    @Test
    default void aHandlerThatFailsClosesWith1011() throws Exception {
        var failing = new Echo() {
            @Override
            public void onText(WebSocket ws, String text) {
                throw new io.pastelli.websocket.WebSocketException(CloseStatus.ERROR);
            }
        };
        try (Talk talk = talk(failing, WebSocketOptions.defaults(), server -> server, 0)) {
            talk.client().send("x");
            talk.assertClosed(1011);
            failing.told.assertTold(Exit.Failed.class);
        }
    }

    @Test
    default void aLinkedPartyThatFailsClosesWith1011AndOthersAreTold() throws Exception {
        try (Talk talk = talk()) {
            var link = talk.server().owner().link(exit -> {});
            link.fail(new IllegalStateException("the party died"));
            talk.assertClosed(1011);
            talk.echo().told.assertTold(Exit.Failed.class);
        }
    }

    @Test
    default void theServersStopClosesWith1001AndWaitsForTheClients() throws Exception {
        try (Talk talk = talk()) {
            talk.server();
            var stop = CompletableFuture.supplyAsync(() -> talk.site().server().stop(Duration.ofSeconds(5)),
                    Thread::startVirtualThread);
            talk.assertClosed(1001);
            assertThat(talk.echo().ended()).isEqualTo(new Ended(new Exit.Shutdown(), CloseStatus.GOING_AWAY));
            assertThat(Eventually.get(stop)).as("exchanges cut").isZero();
        }
    }

    @Test
    default void aStopCutsAClientThatDoesNotAnswer() throws Exception {
        try (Talk talk = talk()) {
            talk.server();
            assertThat(talk.site().server().stop(Duration.ofMillis(300))).as("exchanges cut").isOne();
            RawClient client = talk.client().client();
            assertThat(talk.client().closeCode()).isEqualTo(1001);
            assertThat(client.rest().text()).isEmpty();
        }
    }
}
