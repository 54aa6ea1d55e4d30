package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.owner.Exit;
import io.pastelli.testkit.websocket.RawWebSocket;
import io.pastelli.testkit.websocket.WebSocketFrame;
import io.pastelli.websocket.CloseStatus;
import io.pastelli.websocket.MessageResult;
import io.pastelli.websocket.WebSocket;
import io.pastelli.websocket.WebSocketOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client leaves its WebSocket: linked parties are told at once, with nobody writing, be the handler busy or not. */
interface WebSocketGoneContract extends WebSocketContract {
    @ParameterizedTest
    @EnumSource
    default void whoIsLinkedToAnIdleSocketIsTold(Leaving how) throws Exception {
        var nanos = new long[Integer.getInteger("tck.rounds", 3)];
        for (int i = 0; i < nanos.length; i++) {
            try (Talk talk = talk()) {
                talk.server();
                nanos[i] = leave(talk, how);
                Ended end = talk.echo().ended();
                assertThat(end.exit()).isInstanceOf(how.exit());
                assertThat(end.status()).isEqualTo(CloseStatus.ABNORMAL);
                assertThat(talk.echo().further()).isZero();
            }
        }
        assertPrompt(nanos);
    }

    @ParameterizedTest
    @EnumSource
    default void whoIsLinkedToABusySocketIsToldAndItsHandlerInterrupted(Leaving how) throws Exception {
        var nanos = new long[Integer.getInteger("tck.rounds", 3)];
        for (int i = 0; i < nanos.length; i++) {
            var busy = new CompletableFuture<Boolean>();
            var interrupted = new CompletableFuture<Boolean>();
            var echo = new Echo() {
                @Override
                public void onText(WebSocket ws, String text) throws Exception {
                    busy.complete(true);
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.complete(true);
                        throw e;
                    }
                }
            };
            try (Talk talk = talk(echo, WebSocketOptions.defaults(), server -> server, 0)) {
                talk.client().send("work");
                Eventually.get(busy);
                nanos[i] = leave(talk, how);
                assertThat(Eventually.get(interrupted)).isTrue();
                assertThat(talk.echo().ended().exit()).isInstanceOf(how.exit());
            }
        }
        assertPrompt(nanos);
    }

    private static long leave(Talk talk, Leaving how) throws IOException {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(20_000_000));
        assertThat(talk.echo().told.isTold()).as("told before the client left").isFalse();
        long from = System.nanoTime();
        how.leave(talk.client().client());
        talk.echo().told.assertTold(how.exit());
        return talk.echo().told.nanos() - from;
    }

    @Test
    default void aCloseFrameIsToldAtOnceThoughItsAnswerWaitsForTheHandler() throws Exception {
        var busy = new CompletableFuture<Boolean>();
        var go = new CountDownLatch(1);
        var echo = new Echo() {
            @Override
            public void onText(WebSocket ws, String text) throws Exception {
                busy.complete(true);
                go.await();
                super.onText(ws, text);
            }
        };
        try (Talk talk = talk(echo, WebSocketOptions.defaults(), server -> server, 0)) {
            talk.send(WebSocketFrame.text("one"), WebSocketFrame.text("two"));
            Eventually.get(busy);
            long from = System.nanoTime();
            talk.send(WebSocketFrame.close(1000, ""));
            echo.told.assertTold(Exit.ClientClosed.class);
            measured(echo.told.nanos() - from);
            go.countDown();
            assertThat(talk.client().text()).isEqualTo("one");
            assertThat(talk.client().text()).isEqualTo("two");
            assertThat(talk.client().closeCode()).isEqualTo(1000);
            assertThat(echo.ended().status()).isEqualTo(CloseStatus.NORMAL);
        }
    }

    @Test
    default void whatArrivedBeforeAFinIsHandled() throws Exception {
        var texts = new ConcurrentLinkedQueue<String>();
        var echo = new Echo() {
            @Override
            public void onText(WebSocket ws, String text) {
                texts.add(text);
            }
        };
        try (Talk talk = talk(echo, WebSocketOptions.defaults(), server -> server, 0)) {
            talk.send(WebSocketFrame.text("one"), WebSocketFrame.text("two"),
                    WebSocketFrame.text("half").open());
            talk.client().client().fin();
            assertThat(echo.ended().exit()).isEqualTo(new Exit.ClientClosed());
            assertThat(texts).containsExactly("one", "two");
        }
    }

    @Test
    default void aSendToAClientThatLeftIsClosedWithTheReason() throws Exception {
        try (Talk talk = talk()) {
            WebSocket ws = talk.server();
            talk.client().client().fin();
            talk.echo().ended();
            assertThat(ws.send("late")).isEqualTo(new MessageResult.Closed(new Exit.ClientClosed()));
            assertThat(ws.exit()).contains(new Exit.ClientClosed());
        }
    }

    @Test
    default void afterAChurnOfSocketsNobodyIsForgottenAndNothingLeftOver() throws Exception {
        Queue<Told> all = new ConcurrentLinkedQueue<>();
        Queue<Echo> upgraded = new ConcurrentLinkedQueue<>();
        var options = WebSocketOptions.defaults().closeTimeout(Duration.ofMillis(500));
        try (Site site = serve(conn -> {
            var told = new Told();
            all.add(told);
            conn.owner().link(told);
            var echo = new Echo();
            var result = conn.upgradeWebSocket(echo, options);
            upgraded.add(echo);
            return result;
        })) {
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                clients.add(Thread.startVirtualThread(() -> {
                    for (int visit = 0; visit < 12; visit++) {
                        visit(site);
                    }
                }));
            }
            for (Thread client : clients) {
                client.join();
            }
            Eventually.until("every owner is told", () -> all.stream().allMatch(Told::isTold));
            assertThat(all).isNotEmpty().allSatisfy(told -> assertThat(told.times()).isEqualTo(1));
            for (Echo echo : upgraded) {
                echo.ended();
                assertThat(echo.further()).as("onClose is called once").isZero();
            }
            if (Sockets.countable()) {
                Eventually.until("no socket is left in the server",
                        () -> Sockets.openOn(site.server().port()) == 0);
            }
            assertThat(site.server().stop(Duration.ofSeconds(2))).as("exchanges left over").isZero();
        }
    }

    /** One client that comes, does something of everything, and leaves in some way. */
    private static void visit(Site site) {
        var random = ThreadLocalRandom.current();
        try (var socket = RawWebSocket.open(site.connect().patience(Duration.ofSeconds(4)), "/")) {
            for (int i = random.nextInt(5); i > 0; i--) {
                socket.send("message " + i);
                if (random.nextBoolean()) {
                    socket.text();
                }
            }
            switch (random.nextInt(5)) {
                case 0 -> socket.send(WebSocketFrame.close(1000, ""));
                case 1 -> socket.send(WebSocketFrame.text("x").unmasked());
                case 2 -> socket.send(WebSocketFrame.text("half").open());
                case 3 -> socket.client().send(new byte[]{(byte) 0x81});
                default -> LockSupport.parkNanos(random.nextLong(10_000_000));
            }
            List.of(Leaving.values()).get(random.nextInt(Leaving.values().length)).leave(socket.client());
        } catch (IOException | AssertionError e) {
            // the server may end first; only what is left in it counts
        }
    }
}
