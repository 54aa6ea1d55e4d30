package io.pastelli.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Plug;
import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.websocket.WebSocketFrame;
import io.pastelli.websocket.CloseStatus;
import io.pastelli.websocket.MessageResult;
import io.pastelli.websocket.WebSocket;
import io.pastelli.websocket.WebSocketHandler;
import io.pastelli.websocket.WebSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** WebSockets from handshake to end, without a server. */
class TestWebSocketTest {
    private record Closed(Exit exit, CloseStatus status) {}

    /** Sends back what comes and remembers its end. */
    private static class Echo implements WebSocketHandler {
        final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
        final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
        final BlockingQueue<Closed> closed = new LinkedBlockingQueue<>();

        @Override
        public void onOpen(WebSocket ws) {
            opened.complete(ws);
        }

        @Override
        public void onText(WebSocket ws, String text) throws Exception {
            ws.send(text);
        }

        @Override
        public void onBinary(WebSocket ws, Bytes bytes) {
            ws.send(bytes);
        }

        @Override
        public void onMessage(WebSocket ws, Object message) {
            messages.add(message);
        }

        @Override
        public void onClose(WebSocket ws, Exit exit, CloseStatus status) {
            closed.add(new Closed(exit, status));
        }

        Closed end() throws InterruptedException {
            Closed end = closed.poll(5, TimeUnit.SECONDS);
            assertThat(end).as("onClose is called").isNotNull();
            return end;
        }
    }

    private final Echo echo = new Echo();
    private final Plug plug = conn -> conn.upgradeWebSocket(echo);

    private Plug with(WebSocketOptions options) {
        return conn -> conn.upgradeWebSocket(echo, options);
    }

    @Test
    void messagesGoBothWaysAndTheHandshakeIsAnswered() {
        TestWebSocket socket = TestConn.get("/").webSocket(plug);
        assertThat(socket.http().status()).isEqualTo(101);
        assertThat(socket.http().header("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(socket.http().header("upgrade")).isEqualTo("websocket");
        assertThat(socket.send("grüße").text()).isEqualTo("grüße");
        assertThat(socket.send(Bytes.of("b")).binary()).isEqualTo(Bytes.of("b"));
    }

    @Test
    void overHttp2AnExtendedConnectReachesThePlugAsAGet() {
        TestWebSocket socket = TestConn.get("/").protocol("HTTP/2").webSocket(conn -> {
            assertThat(conn.method()).isEqualTo("GET");
            return plug.call(conn);
        });
        assertThat(socket.http().status()).isEqualTo(200);
        assertThat(socket.http().headers().contains("sec-websocket-accept")).isFalse();
        assertThat(socket.send("hello").text()).isEqualTo("hello");
    }

    @Test
    void anExtendedConnectIsNeverAnsweredWithASuccessByAPlugThatKnowsNothingOfIt() {
        var refused = TestConn.get("/").protocol("HTTP/2").handshake()
                .call(conn -> conn.sendResp(200, "page"));
        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    void cookiesAndFieldsAndCallbacksTakePartInTheUpgrade() {
        TestWebSocket socket = TestConn.get("/").webSocket(conn -> plug.call(conn.putRespHeader("x-a", "1")
                .putRespCookie("session", "s1")
                .registerBeforeSend(now -> now.putRespHeader("x-state", now.state().toString()))));
        assertThat(socket.http().header("x-a")).isEqualTo("1");
        assertThat(socket.http().header("set-cookie")).startsWith("session=s1");
        assertThat(socket.http().header("x-state")).isEqualTo("SET_UPGRADED");
    }

    @Test
    void aCloseOfTheClientIsToldWithItsStatusAndAnswered() throws Exception {
        TestWebSocket socket = TestConn.get("/").webSocket(plug);
        socket.close(3001, "bye");
        assertThat(socket.closed().code()).isEqualTo(1000);
        assertThat(echo.end()).isEqualTo(new Closed(new Exit.ClientClosed(), new CloseStatus(3001, "bye")));
        assertThat(socket.http().awaitEnd()).isEqualTo(TestConn.End.COMPLETE);
    }

    @Test
    void whatArrivedBeforeACloseIsHandledAndAnsweredFirst() throws Exception {
        var go = new CountDownLatch(1);
        var slow = new Echo() {
            @Override
            public void onText(WebSocket ws, String text) throws Exception {
                go.await();
                super.onText(ws, text);
            }
        };
        TestWebSocket socket = TestConn.get("/").webSocket(conn -> conn.upgradeWebSocket(slow));
        socket.send("one").send("two").send(WebSocketFrame.close(1000, ""));
        assertThat(socket.exit()).as("told at once").isEqualTo(new Exit.ClientClosed());
        go.countDown();
        assertThat(socket.text()).isEqualTo("one");
        assertThat(socket.text()).isEqualTo("two");
        assertThat(socket.closed().code()).isEqualTo(1000);
        slow.end();
    }

    @Test
    void aHandlerThatIsBusyAtACloseIsInterruptedAfterThePatience() throws Exception {
        var interrupted = new CompletableFuture<Boolean>();
        var stuck = new Echo() {
            @Override
            public void onText(WebSocket ws, String text) throws Exception {
                opened.get();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.complete(true);
                    throw e;
                }
            }
        };
        TestWebSocket socket = TestConn.get("/").webSocket(conn -> conn.upgradeWebSocket(stuck));
        socket.send("one").send(WebSocketFrame.close(1000, ""));
        assertThat(socket.exit()).isEqualTo(new Exit.ClientClosed());
        assertThat(interrupted).isNotDone();
        socket.advance(Duration.ofSeconds(6));
        assertThat(interrupted.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(stuck.end().exit()).isEqualTo(new Exit.ClientClosed());
    }

    @Test
    void aFinWithoutACloseFrameIsAbnormal() throws Exception {
        TestWebSocket socket = TestConn.get("/").webSocket(plug);
        socket.leave();
        assertThat(echo.end()).isEqualTo(new Closed(new Exit.ClientClosed(), CloseStatus.ABNORMAL));
        assertThat(socket.http().awaitEnd()).isEqualTo(TestConn.End.COMPLETE);
    }

    @Test
    void aResetIsToldAsOne() throws Exception {
        TestWebSocket socket = TestConn.get("/").webSocket(plug);
        socket.reset();
        assertThat(echo.end())
                .isEqualTo(new Closed(new Exit.ClientReset(OptionalLong.empty()), CloseStatus.ABNORMAL));
        assertThat(echo.opened.get().send("late"))
                .isEqualTo(new MessageResult.Closed(new Exit.ClientReset(OptionalLong.empty())));
    }

    @Test
    void ourCloseIsNormalAndTheClientsIsAwaited() throws Exception {
        TestWebSocket socket = TestConn.get("/").webSocket(plug);
        echo.opened.get().close(4000, "enough");
        assertThat(socket.closed()).isEqualTo(new CloseStatus(4000, "enough"));
        assertThat(echo.end()).isEqualTo(new Closed(new Exit.Normal(), new CloseStatus(4000, "enough")));
        assertThat(echo.opened.get().send("late")).isEqualTo(new MessageResult.Closed(new Exit.Normal()));
        assertThat(socket.http().awaitEnd()).isEqualTo(TestConn.End.COMPLETE);
    }

    @Test
    void aClientThatDoesNotAnswerOurCloseIsCut() throws Exception {
        TestWebSocket socket = TestConn.get("/").webSocket(plug).silent();
        echo.opened.get().close();
        assertThat(socket.closed().code()).isEqualTo(1000);
        assertThat(socket.http().end()).isEqualTo(TestConn.End.OPEN);
        socket.advance(Duration.ofSeconds(6));
        assertThat(socket.http().awaitEnd()).isEqualTo(TestConn.End.CUT);
    }

    @Test
    void aHandlerThatFailsClosesWith1011() throws Exception {
        var failing = new Echo() {
            @Override
            public void onText(WebSocket ws, String text) {
                throw new IllegalStateException("boom");
            }
        };
        TestWebSocket socket = TestConn.get("/").webSocket(conn -> conn.upgradeWebSocket(failing));
        assertThat(socket.send("x").closed().code()).isEqualTo(1011);
        assertThat(failing.end().exit()).isInstanceOf(Exit.Failed.class);
    }

    @Test
    void aLinkedPartyThatFailsClosesWith1011() throws Exception {
        TestWebSocket socket = TestConn.get("/").webSocket(plug);
        var link = socket.owner().link(exit -> {});
        link.fail(new IllegalStateException("boom"));
        assertThat(socket.closed().code()).isEqualTo(1011);
        assertThat(echo.end().status()).isEqualTo(CloseStatus.ERROR);
    }

    @Test
    void messagesOfTheMailboxReachTheHandler() throws Exception {
        TestWebSocket socket = TestConn.get("/").webSocket(plug);
        socket.owner().send("one");
        socket.owner().send(new Exit.Normal());
        assertThat(echo.messages.poll(5, TimeUnit.SECONDS)).isEqualTo("one");
        assertThat(echo.messages.poll(5, TimeUnit.SECONDS)).as("an exit that is only a message")
                .isEqualTo(new Exit.Normal());
        assertThat(echo.closed).isEmpty();
    }

    @Test
    void aSilentClientIsFoundByPings() throws Exception {
        TestWebSocket socket = TestConn.get("/").webSocket(plug);
        echo.opened.get();
        for (int i = 1; i <= 10; i++) {
            socket.advance(Duration.ofSeconds(21));
            assertThat(socket.pings()).isEqualTo(i);
        }
        assertThat(socket.http().end()).isEqualTo(TestConn.End.OPEN);
        socket.silent();
        for (int i = 0; i < 4; i++) {
            socket.advance(Duration.ofSeconds(21));
        }
        assertThat(socket.closed().code()).isEqualTo(1002);
        assertThat(echo.end().exit()).isEqualTo(new Exit.TimedOut("idle"));
        socket.advance(Duration.ofSeconds(6));
        assertThat(socket.http().awaitEnd()).isEqualTo(TestConn.End.CUT);
    }

    @Test
    void aSendBlocksWhileNothingIsTakenAndIsTimedOut() throws Exception {
        TestWebSocket socket = TestConn.get("/").webSocket(plug);
        WebSocket ws = echo.opened.get();
        socket.stall();
        var result = CompletableFuture.supplyAsync(() -> ws.send("held"), Thread::startVirtualThread);
        socket.awaitBlocked();
        assertThat(ws.trySend(io.pastelli.websocket.Message.text("no"))).isEmpty();
        socket.advance(Duration.ofSeconds(31));
        assertThat(result.get(5, TimeUnit.SECONDS)).isEqualTo(new MessageResult.TimedOut());
        assertThat(echo.end().exit()).isEqualTo(new Exit.TimedOut("write"));
    }

    @Test
    void aPongGoesOutAsSoonAsABlockedMessageIsTaken() throws Exception {
        TestWebSocket socket = TestConn.get("/").webSocket(plug);
        WebSocket ws = echo.opened.get();
        socket.stall();
        Thread.startVirtualThread(() -> ws.send("held"));
        socket.awaitBlocked();
        socket.send(WebSocketFrame.of(WebSocketFrame.PING, Bytes.of("p1")))
                .send(WebSocketFrame.of(WebSocketFrame.PING, Bytes.of("p2")));
        socket.take();
        assertThat(socket.text()).isEqualTo("held");
        assertThat(socket.frame().text()).as("only the last ping is answered").isEqualTo("p2");
    }

    @Test
    void theServersStopClosesWith1001() throws Exception {
        TestWebSocket socket = TestConn.get("/").webSocket(plug);
        echo.opened.get();
        assertThat(socket.http().stop(Duration.ofSeconds(5)).get(5, TimeUnit.SECONDS)).isZero();
        assertThat(socket.closed().code()).isEqualTo(1001);
        assertThat(echo.end()).isEqualTo(new Closed(new Exit.Shutdown(), CloseStatus.GOING_AWAY));
    }

    @Test
    void noMoreIsReadThanTheHandlerKeepsUpWith() throws Exception {
        var go = new CountDownLatch(1);
        var slow = new Echo() {
            @Override
            public void onText(WebSocket ws, String text) throws Exception {
                go.await();
                super.onText(ws, text);
            }
        };
        var options = WebSocketOptions.defaults().maxQueued(4);
        TestWebSocket socket = TestConn.get("/").webSocket(conn -> conn.upgradeWebSocket(slow, options));
        slow.opened.get();
        for (int i = 0; i < 100; i++) {
            socket.send("m" + i);
        }
        assertThat(socket.http().exchange().unread()).as("bytes left with the client").isPositive();
        go.countDown();
        for (int i = 0; i < 100; i++) {
            assertThat(socket.text()).isEqualTo("m" + i);
        }
    }

    @Test
    void subprotocolsAreAgreedOnByOurPreference() throws Exception {
        TestWebSocket socket = TestConn.get("/").header("sec-websocket-protocol", "a, chat.v1, chat.v2")
                .webSocket(with(WebSocketOptions.defaults().subprotocols("chat.v2", "chat.v1")));
        assertThat(socket.http().header("sec-websocket-protocol")).isEqualTo("chat.v2");
        assertThat(echo.opened.get().subprotocol()).contains("chat.v2");
    }

    @Test
    void aHandlerThatTakesNoTextsSaysSo() {
        TestWebSocket socket = TestConn.get("/")
                .webSocket(conn -> conn.upgradeWebSocket(new WebSocketHandler() {
                }));
        assertThat(socket.send("x").closed().code()).isEqualTo(1003);
    }

    @Test
    void badHandshakesGetAnHttpError() {
        var good = TestConn.get("/").handshake();
        assertThat(TestConn.get("/").call(plug).status()).isEqualTo(426);
        assertThat(TestConn.get("/").call(plug).header("upgrade")).isEqualTo("websocket");
        assertThat(good.withoutHeader("sec-websocket-key").call(plug).status()).isEqualTo(400);
        assertThat(good.header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==").call(plug).status())
                .isEqualTo(400);
        assertThat(good.withoutHeader("sec-websocket-key").header("sec-websocket-key", "c2hvcnQ=").call(plug)
                .status()).isEqualTo(400);
        assertThat(good.withoutHeader("upgrade").header("upgrade", "h2c").call(plug).status()).isEqualTo(400);
        assertThat(good.withoutHeader("connection").call(plug).status()).isEqualTo(400);
        var old = good.withoutHeader("sec-websocket-version").header("sec-websocket-version", "8").call(plug);
        assertThat(old.status()).isEqualTo(426);
        assertThat(old.header("sec-websocket-version")).isEqualTo("13");
        var post = TestConn.post("/").handshake().call(plug);
        assertThat(post.status()).isEqualTo(405);
        assertThat(post.header("allow")).isEqualTo("GET");
        assertThat(good.protocol("HTTP/1.0").call(plug).status()).isEqualTo(426);
    }

    @Test
    void onlyPagesOfTheSameOriginMayConnectUnlessOthersAreAllowed() {
        var good = TestConn.get("/").handshake();
        assertThat(good.header("origin", "http://localhost").call(plug).status()).isEqualTo(101);
        assertThat(good.header("origin", "http://LOCALHOST:80").call(plug).status()).isEqualTo(101);
        for (String foreign : List.of("https://localhost", "http://localhost:8080", "http://evil.example",
                "null",
                "http://localhost.evil.example", "")) {
            assertThat(good.header("origin", foreign).call(plug).status()).as(foreign).isEqualTo(403);
        }
        var options = WebSocketOptions.defaults().origins("https://app.example.com");
        assertThat(good.header("origin", "https://app.example.com").call(with(options)).status())
                .isEqualTo(101);
        assertThat(
                good.header("origin", "null").call(with(WebSocketOptions.defaults().origins("*"))).status())
                .isEqualTo(101);
    }

    @Test
    void aHandlerMayCloseByThrowing() throws Exception {
        TestWebSocket socket = TestConn.get("/").webSocket(conn -> conn.upgradeWebSocket(new Echo() {
            @Override
            public void onText(WebSocket ws, String text) {
                throw new io.pastelli.websocket.WebSocketException(new CloseStatus(1008, "no"));
            }
        }));
        assertThat(socket.send("x").closed()).isEqualTo(new CloseStatus(1008, "no"));
    }

    @Test
    void aPlugThatFailsAfterItsUpgradeClosesWith1011() throws Exception {
        TestWebSocket socket = TestConn.get("/").webSocket(conn -> {
            plug.call(conn);
            throw new IllegalStateException("after the upgrade");
        });
        assertThat(socket.closed().code()).isEqualTo(1011);
        assertThat(echo.end().exit()).isInstanceOf(Exit.Failed.class);
        assertThat(echo.opened).as("onOpen comes before onClose, whatever happens").isDone();
    }
}
