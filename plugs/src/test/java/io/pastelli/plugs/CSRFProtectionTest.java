package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CSRFProtectionTest {
    private final MemoryStore memory = MemoryStore.create(Duration.ofHours(1), 10, InstantSource.system());
    private String cookie = "";
    private String token = "";

    private TestConn call(TestRequest request, CSRFProtection.Options options, Plug plug) {
        return request.call(
                Plug.pipeline(Session.plug(memory), Parsers.plug(), CSRFProtection.plug(options), plug));
    }

    private TestConn call(TestRequest request, Plug plug) {
        return call(request, CSRFProtection.Options.DEFAULT, plug);
    }

    private TestConn call(TestRequest request) {
        return call(request, CSRFProtectionTest::session);
    }

    private static Conn session(Conn conn) {
        return conn.sendResp(200, Session.get(conn, "user").orElse("nobody"));
    }

    private TestRequest post() {
        return TestConn.post("/").header("cookie", cookie);
    }

    private TestRequest post(String given) {
        return post().header("content-type", "application/x-www-form-urlencoded")
                .body("_csrf_token=" + given);
    }

    @BeforeEach
    void aPageWithAForm() {
        TestConn page = call(TestConn.get("/"), conn -> {
            Conn user = Session.put(conn, "user", "7");
            return user.sendResp(200, CSRFProtection.token(user));
        });
        cookie = page.header("set-cookie").replaceFirst(";.*", "");
        token = page.text();
        assertThat(token).hasSize(48);
    }

    @Test
    void theTokenLetsAFormIn() {
        assertThat(call(post(token)).text()).isEqualTo("7");
    }

    @Test
    void theTokenLetsAScriptIn() {
        assertThat(call(post().header("x-csrf-token", token)).text()).isEqualTo("7");
        assertThat(
                call(TestConn.request("DELETE", "/").header("cookie", cookie).header("x-csrf-token", token))
                        .text())
                .isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "TRACE", "post"})
    void withoutATokenUnsafeMethodsAreRefused(String method) {
        assertThat(call(TestConn.request(method, "/").header("cookie", cookie)).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void safeMethodsNeedNoToken(String method) {
        assertThat(call(TestConn.request(method, "/").header("cookie", cookie)).status()).isEqualTo(200);
    }

    @Test
    void madeUpTokensAreRefused() {
        for (String made : new String[]{"", "x", "A".repeat(24), "A".repeat(48), "A".repeat(96), "%00",
                token + "A",
                token.substring(1)}) {
            assertThat(call(post(made)).status()).as(made).isEqualTo(403);
        }
        assertThat(call(TestConn.post("/?_csrf_token=" + token).header("cookie", cookie)).status())
                .as("in a URL it would leak").isEqualTo(403);
        assertThat(call(TestConn.post("/").header("x-csrf-token", token)).status())
                .as("of another session").isEqualTo(403);
    }

    @Test
    void tokensAreMaskedAnewEachTime() {
        var seen = new HashSet<String>();
        TestConn page = call(TestConn.get("/").header("cookie", cookie), conn -> {
            for (int i = 0; i < 20; i++) {
                seen.add(CSRFProtection.token(conn));
            }
            return conn.sendResp(200, CSRFProtection.field(conn));
        });
        assertThat(seen).hasSize(20).allSatisfy(each -> assertThat(call(post(each)).status()).isEqualTo(200));
        assertThat(page.text()).startsWith("<input type=\"hidden\" name=\"_csrf_token\" value=\"");
        assertThat(page.header("set-cookie")).as("the session has its token already").isEmpty();
    }

    @Test
    void aNewTokenAfterALoginMakesTheOldOneUseless() {
        call(post(token), conn -> CSRFProtection.renew(conn).sendResp(200, "")).status();
        assertThat(call(post(token)).status()).isEqualTo(403);
        String fresh = call(TestConn.get("/").header("cookie", cookie),
                conn -> conn.sendResp(200, CSRFProtection.token(conn))).text();
        assertThat(call(post(fresh)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"http://localhost, 200", "https://localhost, 200", "http://LOCALHOST:80, 200",
            "http://localhost:81, 403", "http://evil.example, 403", "null, 403",
            "http://localhost.evil.example, 403",
            "http://evil.example/localhost, 403", "http://a@localhost, 403", "localhost, 403", "'', 403",
            "https://app.example.com, 200", "https://evilapp.example.com, 403", "https://x.example.org, 200",
            "https://example.org, 403", "https://xexample.org, 403"})
    void theBrowsersWordOnTheOriginCounts(String origin, int status) {
        var options = CSRFProtection.Options.DEFAULT.withAllowHosts("App.example.com", ".example.org");
        assertThat(call(post(token).header("origin", origin), options, CSRFProtectionTest::session).status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"same-origin, 200", "none, 200", "same-site, 403", "cross-site, 403", "whatever, 403"})
    void withoutAnOriginItsWordOnTheSiteCounts(String site, int status) {
        assertThat(call(post(token).header("sec-fetch-site", site)).status()).isEqualTo(status);
    }

    @Test
    void insteadOfARefusalTheSessionCanBeEmpty() {
        var clear = CSRFProtection.Options.DEFAULT.withMode(CSRFProtection.Mode.CLEAR_SESSION);
        TestConn cleared = call(post("wrong"), clear, CSRFProtectionTest::session);
        assertThat(cleared.text()).isEqualTo("nobody");
        assertThat(cleared.header("set-cookie")).isEmpty();
        assertThat(call(post(token), clear, CSRFProtectionTest::session).text()).isEqualTo("7");
    }

    @Test
    void aLoginThatAnotherSiteSendsStoresNothing() {
        var clear = CSRFProtection.Options.DEFAULT.withMode(CSRFProtection.Mode.CLEAR_SESSION);
        TestConn login = call(post("wrong"), clear, Plug.pipeline(Session.plug(memory),
                conn -> Session.renew(Session.put(conn, "user", "evil")).sendResp(200,
                        CSRFProtection.token(conn))));
        assertThat(login.status()).isEqualTo(200);
        assertThat(login.header("set-cookie")).isEmpty();
        assertThat(memory.size()).isEqualTo(1);
        assertThat(call(post(token)).text()).isEqualTo("7");
    }

    @Test
    void aScriptIsNotForOtherSites() {
        Plug script = conn -> conn.putRespContentType("text/javascript").sendResp(200, "secret()");
        assertThat(call(TestConn.get("/"), script).status()).isEqualTo(403);
        assertThat(call(TestConn.get("/").header("sec-fetch-site", "cross-site"), script).status())
                .isEqualTo(403);
        assertThat(call(TestConn.get("/").header("sec-fetch-site", "same-origin"), script).text())
                .isEqualTo("secret()");
        assertThat(call(TestConn.get("/").header("x-requested-with", "XMLHttpRequest"), script).status())
                .isEqualTo(200);
        assertThat(call(TestConn.get("/"), conn -> conn.text(200, "text")).status()).isEqualTo(200);
    }

    @Test
    void whatIsSkippedIsNotChecked() {
        assertThat(
                post().call(Plug.pipeline(CSRFProtection::skip, Session.plug(memory), CSRFProtection.plug(),
                        CSRFProtectionTest::session)).text())
                .isEqualTo("7");
    }

    @Test
    void aTokenThatCouldNotBeStoredIsAnError() {
        call(TestConn.get("/"), conn -> {
            Conn sent = conn.sendResp(200, "");
            assertThatIllegalStateException().isThrownBy(() -> CSRFProtection.token(sent))
                    .withMessageContaining("before");
            return sent;
        }).status();
        TestConn.get("/").call(conn -> {
            assertThatIllegalStateException().isThrownBy(() -> CSRFProtection.token(conn));
            return conn.sendResp(200, "");
        }).status();
    }

    @Test
    void aTestWithASessionOfItsOwnGetsATokenToo() {
        assertThat(TestConn.get("/")
                .call(Plug.pipeline(conn -> Session.init(conn, Map.of()), CSRFProtection.plug(),
                        conn -> conn.sendResp(200, CSRFProtection.token(conn))))
                .text()).hasSize(48);
    }
}
