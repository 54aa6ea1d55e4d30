package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.conn.Plug;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CORSTest {
    private static final CORSOptions LIST = CORSOptions.allow("https://app.test", "https://*.b.test:8443");
    private static final String ALLOWED = "access-control-allow-origin";

    private static TestConn call(CORSOptions options, TestRequest request) {
        return request.call(Plug.pipeline(CORS.plug(options), conn -> conn.sendResp(200, "app")));
    }

    private static TestRequest preflight(String origin, String method) {
        return TestConn.request("OPTIONS", "/x").header("origin", origin)
                .header("access-control-request-method", method);
    }

    @ParameterizedTest
    @CsvSource({"https://app.test, true", "https://x.b.test:8443, true", "https://x.y.b.test:8443, true",
            "http://app.test, false", "https://app.test.evil.test, false", "https://app.test:8443, false",
            "https://b.test:8443, false", "https://.b.test:8443, false", "https://evilb.test:8443, false",
            "https://evil.test/.b.test:8443, false", "https://evil.test@x.b.test:8443, false", "null, false",
            "https://APP.test, false"})
    void anOriginIsAllowedByTheList(String origin, boolean allowed) {
        TestConn answer = call(LIST, TestConn.get("/").header("origin", origin));
        assertThat(answer.text()).isEqualTo("app");
        assertThat(answer.header(ALLOWED)).isEqualTo(allowed ? origin : "");
        assertThat(answer.header("vary")).isEqualTo("origin");
        assertThat(answer.header("access-control-allow-credentials")).isEmpty();
    }

    @Test
    void aResponseWithoutAnOriginVariesByItToo() {
        TestConn answer = call(LIST, TestConn.get("/"));
        assertThat(answer.header(ALLOWED)).isEmpty();
        assertThat(answer.header("vary")).isEqualTo("origin");
    }

    @Test
    void twoOriginsAreNone() {
        TestConn answer = call(LIST,
                TestConn.get("/").header("origin", "https://app.test").header("origin", "x"));
        assertThat(answer.header(ALLOWED)).isEmpty();
    }

    @Test
    void varyOfTheAppIsKeptAndNamesNothingTwice() {
        Plug app = Plug.pipeline(CORS.plug(LIST),
                conn -> conn.putRespHeader("vary", "Accept, Origin").sendResp(200, ""));
        assertThat(TestConn.get("/").call(app).header("vary")).isEqualTo("Accept, Origin");
        Plug all = Plug.pipeline(CORS.plug(LIST),
                conn -> conn.putRespHeader("vary", "accept").sendChunked(200));
        assertThat(TestConn.get("/").call(all).header("vary")).isEqualTo("accept, origin");
    }

    @Test
    void everyOriginMeansAStarAndNoVary() {
        TestConn answer = call(CORSOptions.allow("*"), TestConn.get("/").header("origin", "null"));
        assertThat(answer.header(ALLOWED)).isEqualTo("*");
        assertThat(answer.header("vary")).isEmpty();
        assertThat(call(CORSOptions.allow("*"), TestConn.get("/")).header(ALLOWED)).isEmpty();
    }

    @Test
    void aPreflightIsAnsweredHere() {
        CORSOptions options = LIST.withRequestHeaders("X-Token", "content-type").withMethods("PUT", "PATCH")
                .withMaxAge(Duration.ofHours(1)).withCredentials();
        TestConn answer = call(options, preflight("https://app.test", "PUT")
                .header("access-control-request-headers", "x-token, Content-Type"));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.conn().halted()).isTrue();
        assertThat(answer.header(ALLOWED)).isEqualTo("https://app.test");
        assertThat(answer.header("access-control-allow-methods")).isEqualTo("PUT, PATCH");
        assertThat(answer.header("access-control-allow-headers")).isEqualTo("x-token, content-type");
        assertThat(answer.header("access-control-max-age")).isEqualTo("3600");
        assertThat(answer.header("access-control-allow-credentials")).isEqualTo("true");
        assertThat(answer.header("vary"))
                .isEqualTo("origin, access-control-request-method, access-control-request-headers");
    }

    @Test
    void aPreflightThatIsNotAllowedIs403WithoutAWord() {
        for (TestRequest request : new TestRequest[]{preflight("https://evil.test", "GET"),
                preflight("https://app.test", "PURGE"), preflight("https://app.test", "get"),
                preflight("https://app.test", "GET").header("access-control-request-headers", "x-other")}) {
            TestConn answer = call(LIST, request);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.headers().contains(ALLOWED)).isFalse();
            assertThat(answer.headers().contains("access-control-allow-methods")).isFalse();
        }
    }

    @Test
    void optionsThatIsNoPreflightGoesOn() {
        assertThat(call(LIST, TestConn.request("OPTIONS", "/")).text()).isEqualTo("app");
        assertThat(call(LIST, TestConn.request("OPTIONS", "/").header("origin", "https://app.test")).text())
                .isEqualTo("app");
    }

    @Test
    void aPrivateNetworkIsOpenedOnlyWhenAsked() {
        TestRequest request = preflight("https://app.test", "GET")
                .header("access-control-request-private-network", "true");
        String field = "access-control-allow-private-network";
        assertThat(call(LIST, request).header(field)).isEmpty();
        assertThat(call(LIST.withPrivateNetwork(), request).header(field)).isEqualTo("true");
        assertThat(call(LIST.withPrivateNetwork(), preflight("https://app.test", "GET")).header(field))
                .isEmpty();
    }

    @Test
    void fieldsForScriptsAreExposed() {
        TestRequest request = TestConn.get("/").header("origin", "https://app.test");
        assertThat(call(LIST.withExposed("X-Total"), request).header("access-control-expose-headers"))
                .isEqualTo("x-total");
    }

    @Test
    void credentialsForEveryOriginAreRefusedAtTheDefinition() {
        assertThatThrownBy(() -> CORSOptions.allow("*").withCredentials())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("list the origins");
        assertThatThrownBy(() -> LIST.withRequestHeaders("*")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CORSOptions.allow()).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.test/", "app.test", "https://App.test", "https://*", "null",
            "https://a*b.test",
            "https://app.test:443", "http://app.test:80", ""})
    void anOriginThatNoBrowserSendsIsRefusedAtTheDefinition(String origin) {
        assertThatThrownBy(() -> CORS.plug(origin)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + origin + "\"");
    }
}
