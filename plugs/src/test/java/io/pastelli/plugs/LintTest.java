package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.Headers;
import io.pastelli.testkit.TestConn;
import io.pastelli.websocket.WebSocket;
import io.pastelli.websocket.WebSocketHandler;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LintTest {
    private final BlockingQueue<String> found = new LinkedBlockingQueue<>();

    @Test
    void whatKeepsTheContractIsLeftAlone() throws InterruptedException {
        for (Plug good : List.<Plug>of(conn -> conn.text(200, "hello"), conn -> conn.sendResp(204, ""),
                conn -> conn,
                conn -> conn.redirect("/there"), conn -> conn.resp(200, ""),
                conn -> conn.putRespHeader("connection", "close").text(200, "bye"),
                conn -> Plug.forward(conn, 1, inner -> inner.html(200, "x")),
                conn -> conn.putRespContentType("text/plain").sendChunked(200).close())) {
            TestConn test = TestConn.get("/a%2Fb//c?x=1")
                    .call(Plug.pipeline(checked(good), conn -> conn.progress().isPresent()
                            ? conn
                            : conn.sendResp(200, "")));
            test.exit();
        }
        assertThat(found.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void anUpgradeMayHaveTheStatusAndTheFieldsOfOne() {
        Plug echo = conn -> conn.upgradeWebSocket(new WebSocketHandler() {
            @Override
            public void onText(WebSocket ws, String text) {
                ws.send(text);
            }
        });
        assertThat(TestConn.get("/").webSocket(Lint.plug(echo)).send("x").text()).isEqualTo("x");
        assertThat(TestConn.get("/").protocol("HTTP/2").webSocket(Lint.plug(echo)).send("x").text())
                .isEqualTo("x");
    }

    @Test
    void aResponseThatBreaksTheRulesIsSaidInClearWords() {
        violates(conn -> conn.sendResp(200, "body"), "SPEC.md 2.7: a body has no content-type");
        violates(conn -> conn.text(204, "body"),
                "SPEC.md 2.7: 204 has no body, and these 4 bytes will not be sent");
        violates(conn -> conn.text(405, ""), "SPEC.md 1.4: a 405 has an allow field");
        violates(conn -> conn.text(401, ""), "SPEC.md 1.4: a 401 has a www-authenticate field");
        violates(conn -> conn.text(302, ""), "SPEC.md 1.4: a redirect has a location field");
        violates(conn -> conn.text(777, ""), "SPEC.md 2.1: the status 777 is none");
        violates(conn -> conn.putRespHeader("connection", "keep-alive").text(200, ""),
                "SPEC.md 6.3: the field connection");
        violates(conn -> conn.putRespHeader("content-length", "7").text(200, "abc"),
                "SPEC.md 2.7: content-length says 7, the body has 3 bytes");
        violates(
                conn -> conn.prependRespHeader("etag", "\"a\"").prependRespHeader("etag", "\"b\"").text(200,
                        ""),
                "SPEC.md 2.5: the field etag is there more than once");
    }

    @Test
    void aPlugThatReturnsTheWrongConnIsSaid() {
        violates(conn -> {
            conn.text(200, "");
            return conn;
        }, "SPEC.md 2.3: a response has begun, but the plug returned a conn from before it");
        violates(Conn::halt, "SPEC.md 1.3: the plug halted without a response");
        violates(conn -> conn.text(200, "").putPath(List.of("a"), List.of()),
                "SPEC.md 1.2: the plug changed path info or script name");
        Conn other = TestConn.get("/").call(conn -> conn.text(200, "")).conn();
        violates(conn -> other, "SPEC.md 1.2: the plug returned the conn of another request");
    }

    @Test
    void theRequestIsCheckedToo() {
        assertThat(TestConn.get("/a/b").call(conn -> {
            found.addAll(LintRequest.check(
                    conn.putPath(List.of(), List.of("b")).putOrigin("ftp", "a/b", 80).putMethod("GE T")));
            return conn.sendResp(200, "");
        }).status()).isEqualTo(200);
        assertThat(found).hasSize(4).anyMatch(line -> line.contains("script name and path info are [b]"))
                .anyMatch(line -> line.contains("the scheme is http or https, not ftp"));
        var lines = new java.util.ArrayList<String>();
        LintRequest.fields(Headers.received(new String[]{"good", "fine", "b d", "x", "line", "a\nb"}),
                "request", lines);
        assertThat(lines).hasSize(2);
    }

    @Test
    void aViolationIsThrownByDefaultAndReplacesTheResponse() {
        TestConn test = TestConn.get("/").call(Lint.plug(conn -> conn.sendResp(200, "body")));
        assertThat(test.status()).isEqualTo(500);
        assertThat(test.text()).doesNotContain("body has no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/%2F", "//", "/a/../b", "/%C3%A9", "/x?y=%zz"})
    void oddPathsAreNoViolation(String target) {
        TestConn.get(target).call(checked(conn -> conn.text(200, ""))).exit();
        assertThat(found).isEmpty();
    }

    private void violates(Plug plug, String violation) {
        found.clear();
        TestConn.get("/a").call(checked(plug)).exit();
        assertThat(found).anyMatch(line -> line.startsWith(violation));
    }

    private Plug checked(Plug plug) {
        return Lint.plug(plug, found::addAll);
    }
}
