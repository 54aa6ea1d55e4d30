package io.pastelli.push.bayeux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.pastelli.testkit.TestConn;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests come in and answers go out: forms, scripts, other origins, sub-paths. */
class TransportsTest {
    private static final String HANDSHAKE = "{\"channel\":\"/meta/handshake\",\"version\":\"1.0\","
            + "\"supportedConnectionTypes\":[\"long-polling\",\"callback-polling\"]}";

    private final Bayeux bayeux = Bayeux.create(options -> options.withOrigins("https://friend.example"));

    @Test
    void aFormMayHoldSeveralMessagesArraysAndObjectsMixed() {
        String client = new Call(bayeux).handshake();
        String form = "message="
                + encoded("[{\"channel\":\"/a\",\"data\":1,\"clientId\":\"" + client + "\"}]")
                + "&message=" + encoded("{\"channel\":\"/a\",\"data\":2,\"clientId\":\"" + client + "\"}");
        assertThat(
                Call.messages(TestConn.post("/").header("content-type", "application/x-www-form-urlencoded")
                        .body(form).call(bayeux.plug()).text()))
                .hasSize(2);
        assertThat(
                TestConn.post("/").header("content-type", "text/plain").body("message=" + encoded(HANDSHAKE))
                        .call(bayeux.plug()).text())
                .contains("\"successful\":true");
    }

    @Test
    void aScriptCallsTheFunctionThatWasNamed() {
        TestConn answer = TestConn.get("/?jsonp=a.b&message=" + encoded(HANDSHAKE)).call(bayeux.plug());
        assertThat(answer.text()).startsWith("/**/a.b([{").endsWith("}]);");
        assertThat(answer.header("content-type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("cache-control")).isEqualTo("no-cache, no-store");
        assertThat(answer.header("content-disposition")).startsWith("attachment");
        assertThat(TestConn.get("/?message=" + encoded(HANDSHAKE)).call(bayeux.plug()).text())
                .startsWith("/**/jsonpcallback(");
    }

    @Test
    void aScriptHasNothingInItThatEndsIt() {
        var call = new Call(bayeux);
        String client = call.handshake();
        call.subscribe(client, "/a");
        bayeux.publish("/a", "</script>\u2028ü");
        TestConn answer = TestConn
                .get("/?message=" + encoded("{\"channel\":\"/meta/connect\",\"clientId\":\"" + client
                        + "\",\"connectionType\":\"callback-polling\"}"))
                .call(bayeux.plug());
        assertThat(answer.text()).contains("\\u003c/script>\\u2028ü").doesNotContain("\u2028");
        assertThat(answer.header("content-length")).isEqualTo(String.valueOf(answer.bytes().size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alert(1)", "a b", "a-b", "1a", "", "a..b", "<x>", "ü",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void aCallbackThatIsNoNameIsRefused(String callback) {
        assertThat(TestConn.get("/?jsonp=" + encoded(callback) + "&message=" + encoded(HANDSHAKE))
                .call(bayeux.plug()).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/handshake", "/connect", "/a/b"})
    void pathsBelowTheMountAreTaken(String path) {
        assertThat(
                TestConn.post(path).header("content-type", "application/json;charset=UTF-8").body(HANDSHAKE)
                        .call(bayeux.plug()).status())
                .isEqualTo(200);
    }

    @Test
    void otherMethodsAndGetWithoutAMessageAreRefused() {
        assertThat(TestConn.get("/").call(bayeux.plug()).status()).isEqualTo(400);
        TestConn put = TestConn.request("PUT", "/").call(bayeux.plug());
        assertThat(put.status()).isEqualTo(405);
        assertThat(put.header("allow")).isEqualTo("GET, POST, OPTIONS");
    }

    @Test
    void aPageOfAFriendlyOriginMayReadAndAForeignOneIsRefused() {
        TestConn friend = from("https://friend.example");
        assertThat(friend.header("access-control-allow-origin")).isEqualTo("https://friend.example");
        assertThat(friend.header("access-control-allow-credentials")).isEqualTo("true");
        assertThat(friend.header("vary")).isEqualTo("Origin");
        assertThat(from("https://evil.example").status()).isEqualTo(403);
        assertThat(from("null").status()).isEqualTo(403);
        assertThat(from("http://localhost").status()).isEqualTo(200);
        assertThat(bayeux.sessions()).hasSize(2);
    }

    @Test
    void anyOriginMayBeAllowedButThenWithoutCookies() {
        var open = Bayeux.create(options -> options.withOrigins("*"));
        TestConn answer = TestConn.request("OPTIONS", "/").header("origin", "https://x.example")
                .header("access-control-request-method", "POST").call(open.plug());
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(answer.header("access-control-allow-credentials")).isEmpty();
        assertThat(answer.header("access-control-allow-methods")).isEqualTo("POST, GET");
    }

    @Test
    void transportsThatAreNotChosenAreNotServed() {
        var json = Bayeux.create(options -> options.withTransports("long-polling"));
        assertThat(TestConn.get("/?message=" + encoded(HANDSHAKE)).call(json.plug()).status()).isEqualTo(400);
        assertThat(TestConn.post("/").header("content-type", "application/x-www-form-urlencoded")
                .body("message=" + encoded(HANDSHAKE)).call(json.plug()).status()).isEqualTo(415);
    }

    @Test
    void fayesClientIsServedFromTheMount() {
        TestConn script = TestConn.get("/client.js").call(bayeux.plug());
        assumeThat(script.status()).as("the build had npm").isEqualTo(200);
        assertThat(script.header("content-type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(script.text()).contains("Faye");
        assertThat(
                TestConn.get("/client.js").header("if-none-match", script.header("etag")).call(bayeux.plug())
                        .status())
                .isEqualTo(304);
    }

    private TestConn from(String origin) {
        return TestConn.post("/").header("content-type", "application/json").header("origin", origin)
                .body(HANDSHAKE).call(bayeux.plug());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
