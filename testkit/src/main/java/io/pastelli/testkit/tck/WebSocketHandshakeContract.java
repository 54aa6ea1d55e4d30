package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.conn.State;
import io.pastelli.http.HttpException;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import io.pastelli.testkit.client.Response;
import io.pastelli.testkit.websocket.RawWebSocket;
import io.pastelli.websocket.WebSocketOptions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The opening handshake (RFC 6455 section 4), and what becomes of one that is refused. */
interface WebSocketHandshakeContract extends WebSocketContract {
    @Test
    default void fieldsCookiesAndCallbacksTakePartInThe101() throws Exception {
        var state = new CompletableFuture<State>();
        try (Site site = serve(conn -> conn.putRespHeader("x-a", "1").putRespCookie("session", "s1")
                .registerBeforeSend(now -> {
                    state.complete(now.state());
                    return now.putRespCookie("late", "l1");
                }).upgradeWebSocket(new Echo()));
                var socket = RawWebSocket.open(site.connect(), "/")) {
            assertThat(socket.head().header("upgrade")).contains("websocket");
            assertThat(socket.head().header("connection").orElse("")).isEqualToIgnoringCase("upgrade");
            assertThat(socket.head().header("x-a")).contains("1");
            assertThat(socket.head().all("set-cookie")).hasSize(2);
            assertThat(socket.head().header("content-length")).isEmpty();
            assertThat(socket.head().header("transfer-encoding")).isEmpty();
            assertThat(state).isCompletedWithValue(State.SET_UPGRADED);
        }
    }

    @Test
    default void aSubprotocolIsAgreedOn() throws Exception {
        var echo = new Echo();
        try (Site site = serve(conn -> conn.upgradeWebSocket(echo,
                WebSocketOptions.defaults().subprotocols("v2", "v1")));
                var socket = RawWebSocket.open(site.connect(), "/", "sec-websocket-protocol: v0, v1",
                        "sec-websocket-protocol: v2")) {
            assertThat(socket.head().header("sec-websocket-protocol")).contains("v2");
            assertThat(Eventually.get(echo.opened).subprotocol()).contains("v2");
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 426", "upgrade: h2c, 400", "connection: keep-alive, 400",
            "sec-websocket-key: short, 400",
            "sec-websocket-key:, 400", "sec-websocket-version: 12, 426", "sec-websocket-version:, 426"})
    @Only(on = Only.Kind.HTTP_1, why = "HTTP/2 has no upgrade and no key: an extended CONNECT is one or is none")
    @LeavesNothing
    default void aBadHandshakeGetsAnHttpErrorAndTheConnectionServesOn(String line, int status)
            throws Exception {
        try (Site site = serve(conn -> conn.upgradeWebSocket(new Echo()));
                RawClient client = site.connect()) {
            client.send(Requests.head("GET", "/") + (line.isEmpty() ? "" : handshakeWith(line)) + "\r\n");
            Response refused = client.read();
            assertThat(refused.status()).isEqualTo(status);
            if (status == 426) {
                assertThat(refused.header("sec-websocket-version")).contains("13");
                assertThat(refused.header("upgrade")).contains("websocket");
            }
            assertThat(client.get("/").read().status()).as("a second request").isEqualTo(426);
        }
    }

    private static String handshakeWith(String line) {
        String name = line.substring(0, line.indexOf(':'));
        var lines = new StringBuilder();
        RawWebSocket.HANDSHAKE.lines().filter(each -> !each.startsWith(name + ":"))
                .forEach(each -> lines.append(each).append("\r\n"));
        return line.endsWith(":") ? lines.toString() : lines + line + "\r\n";
    }

    @Test
    @LeavesNothing
    default void anotherMethodThanGetIs405() throws Exception {
        try (Site site = serve(conn -> conn.upgradeWebSocket(new Echo()))) {
            Response refused = site.ask(
                    Requests.head("POST", "/") + RawWebSocket.HANDSHAKE + "\r\ncontent-length: 0\r\n\r\n");
            assertThat(refused.status()).isEqualTo(405);
            assertThat(refused.header("allow")).contains("GET");
        }
    }

    @Test
    @LeavesNothing
    default void pagesOfAForeignOriginAreRefused() throws Exception {
        try (Site site = serve(conn -> conn.upgradeWebSocket(new Echo(),
                WebSocketOptions.defaults().origins("https://app.example.com")))) {
            String own = protocol().scheme() + "://localhost";
            for (String origin : new String[]{own, "https://app.example.com"}) {
                RawWebSocket.open(site.connect(), "/", "origin: " + origin).close();
            }
            for (String foreign : new String[]{"https://evil.example", "null", own + ":1"}) {
                assertThat(site.ask(Requests.head("GET", "/", "origin: " + foreign) + RawWebSocket.HANDSHAKE
                        + "\r\n\r\n").status()).as(foreign).isEqualTo(403);
            }
        }
    }

    @Test
    default void aPlugMayRefuseAndASecondResponseIsRefused() throws Exception {
        var second = new CompletableFuture<Exception>();
        try (Site site = serve(conn -> {
            if (conn.requestPath().equals("/no")) {
                throw new HttpException(401, "log in first");
            }
            Conn upgraded = conn.upgradeWebSocket(new Echo());
            try {
                conn.sendResp(200, "again");
            } catch (io.pastelli.conn.AlreadySentException e) {
                second.complete(e);
            }
            return upgraded;
        })) {
            assertThat(site.ask(Requests.head("GET", "/no") + RawWebSocket.HANDSHAKE + "\r\n\r\n").status())
                    .isEqualTo(401);
            try (var socket = RawWebSocket.open(site.connect(), "/")) {
                assertThat(socket.send("still a socket").text()).isEqualTo("still a socket");
                assertThat(second).isDone();
            }
        }
    }
}
