package io.pastelli.testkit.tck;

import static io.pastelli.testkit.websocket.WebSocketFrame.BINARY;
import static io.pastelli.testkit.websocket.WebSocketFrame.CONTINUATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Timeouts;
import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.websocket.WebSocketFrame;
import io.pastelli.websocket.Message;
import io.pastelli.websocket.MessageResult;
import io.pastelli.websocket.WebSocket;
import io.pastelli.websocket.WebSocketOptions;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is too large is refused, and sides that do not keep up hold up nobody else. */
interface WebSocketLimitContract extends WebSocketContract {
    @Test
    @LeavesNothing
    default void aFrameOrAMessageThatIsTooLargeIsClosedWith1009() throws Exception {
        var options = WebSocketOptions.defaults().maxMessage(1000);
        try (Talk talk = talk(options)) {
            talk.send(WebSocketFrame.of(BINARY, Bytes.of(new byte[1001])));
            talk.assertClosed(1009);
            assertThat(talk.echo().ended().exit()).isInstanceOf(Exit.Failed.class);
        }
        try (Talk talk = talk(options)) {
            talk.send(WebSocketFrame.of(BINARY, Bytes.of(new byte[600])).open(),
                    WebSocketFrame.of(CONTINUATION, Bytes.of(new byte[401])).open());
            talk.assertClosed(1009);
        }
    }

    @Test
    @LeavesNothing
    default void aFrameThatAnnouncesMoreThanTheLimitIsRefusedAtItsHeader() throws Exception {
        try (Talk talk = talk()) {
            talk.client().client()
                    .send(new byte[]{(byte) 0x82, (byte) 0xff, 0x7f, -1, -1, -1, -1, -1, -1, -1, 0, 0,
                            0, 0});
            talk.assertClosed(1009);
        }
    }

    @Test
    @LeavesNothing
    default void manyEmptyFragmentsAreClosedWith1008() throws Exception {
        try (Talk talk = talk()) {
            talk.send(WebSocketFrame.text("").open());
            for (int i = 0; i < 20; i++) {
                talk.send(WebSocketFrame.of(CONTINUATION, Bytes.empty()).open());
            }
            talk.assertClosed(1008);
        }
    }

    @Test
    default void aClientIsNotReadFasterThanItsHandlerKeepsUp() throws Exception {
        var go = new CountDownLatch(1);
        var slow = new Echo() {
            @Override
            public void onBinary(WebSocket ws, Bytes bytes) throws Exception {
                go.await();
                super.onBinary(ws, Bytes.of("got " + bytes.size()));
            }
        };
        try (Talk talk = talk(slow, WebSocketOptions.defaults().maxQueued(8), server -> server, 0)) {
            int messages = 2_000;
            var sent = new java.util.concurrent.atomic.AtomicInteger();
            var writer = Eventually.virtual(() -> {
                for (int i = 0; i < messages; i++) {
                    talk.send(WebSocketFrame.of(BINARY, Bytes.of(new byte[16 * 1024])));
                    sent.incrementAndGet();
                }
            });
            awaitStill(sent);
            assertThat(sent.get()).as("what the buffers of the system take, not 32 MB").isLessThan(messages);
            go.countDown();
            for (int i = 0; i < messages; i++) {
                assertThat(talk.client().binary().utf8()).isEqualTo("got 16384");
            }
            Eventually.get(writer);
        }
    }

    /** Waits until a count has not changed for half a second. */
    private static void awaitStill(java.util.concurrent.atomic.AtomicInteger count) {
        var since = new long[]{count.get(), System.nanoTime()};
        Eventually.until("the client is stopped", () -> {
            if (count.get() != since[0]) {
                since[0] = count.get();
                since[1] = System.nanoTime();
            }
            return since[0] > 0 && System.nanoTime() - since[1] > 500_000_000;
        });
    }

    @Test
    default void aSendBlocksWhileTheClientTakesNothingAndIsTimedOut() throws Exception {
        var message = Message.binary(Bytes.of(new byte[64 * 1024]));
        try (Talk talk = talk(new Echo(), WebSocketOptions.defaults(), server -> server.sendBuffer(64 * 1024)
                .timeouts(Timeouts.DEFAULT.withWrite(Duration.ofMillis(500))), 16 * 1024)) {
            WebSocket ws = talk.server();
            var last = new CompletableFuture<MessageResult>();
            Thread.startVirtualThread(() -> {
                MessageResult result = ws.send(message);
                for (int i = 0; result.sent() && i < 10_000; i++) {
                    result = ws.send(message);
                }
                last.complete(result);
            });
            assertThat(Eventually.get(last)).isEqualTo(new MessageResult.TimedOut());
            talk.echo().told.assertTold(Exit.TimedOut.class);
            assertThat(talk.echo().ended().exit()).isEqualTo(new Exit.TimedOut("write"));
        }
    }

    @Test
    default void aBroadcastSharesOneMessage() throws Exception {
        var message = Message.text("to all of you");
        try (Talk talk = talk()) {
            for (int i = 0; i < 100; i++) {
                assertThat(talk.server().send(message).sent()).isTrue();
            }
            for (int i = 0; i < 100; i++) {
                assertThat(talk.client().text()).isEqualTo("to all of you");
            }
        }
    }

    @Test
    default void messagesOfManyThreadsDoNotMix() throws Exception {
        try (Talk talk = talk()) {
            WebSocket ws = talk.server();
            for (int writer = 0; writer < 8; writer++) {
                String text = String.valueOf((char) ('a' + writer)).repeat(2_000);
                Thread.startVirtualThread(() -> {
                    for (int i = 0; i < 100; i++) {
                        ws.send(text);
                    }
                });
            }
            for (int i = 0; i < 800; i++) {
                String text = talk.client().text();
                assertThat(text).isEqualTo(text.substring(0, 1).repeat(2_000));
            }
        }
    }

    @Test
    default void aSlowClientDoesNotHoldUpOthers() throws Exception, SocketTimeoutException {
        var all = new java.util.concurrent.LinkedBlockingQueue<WebSocket>();
        var echo = new Echo() {
            @Override
            public void onOpen(WebSocket ws) {
                all.add(ws);
            }
        };
        try (Talk slow = talk(echo, WebSocketOptions.defaults(), server -> server.sendBuffer(64 * 1024),
                16 * 1024);
                var quick = io.pastelli.testkit.websocket.RawWebSocket.open(slow.site().connect(), "/")) {
            WebSocket stuck = all.take();
            var message = Message.binary(Bytes.of(new byte[64 * 1024]));
            Eventually.until("the slow one is full", () -> stuck.trySend(message).isEmpty());
            for (int i = 0; i < 100; i++) {
                assertThat(quick.send("m" + i).text()).isEqualTo("m" + i);
            }
        }
    }
}
