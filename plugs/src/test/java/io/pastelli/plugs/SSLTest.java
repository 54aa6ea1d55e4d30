package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.conn.Plug;
import io.pastelli.plugs.SSL.Options;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SSLTest {
    private static TestRequest asked(String method, String target, String host) {
        return TestConn.request(method, target).withoutHeader("host").header("host", host);
    }

    private static TestConn plain(Options options, TestRequest request) {
        return request.call(Plug.pipeline(SSL.plug(options), conn -> conn.sendResp(200, "app")));
    }

    private static TestConn secure(Options options) {
        return asked("GET", "/", "a.test").call(Plug.pipeline(conn -> conn.putOrigin("https", "a.test", 443),
                SSL.plug(options), conn -> conn.sendResp(200, "app")));
    }

    @ParameterizedTest
    @CsvSource({"GET, 301", "HEAD, 301", "POST, 307", "DELETE, 307", "OPTIONS, 307"})
    void aPlainRequestIsRedirected(String method, int status) {
        TestConn answer = plain(Options.DEFAULT, asked(method, "/a%20b//c?x=1&y", "a.test:8080"));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("location")).isEqualTo("https://a.test/a%20b//c?x=1&y");
        assertThat(answer.header("strict-transport-security")).isEmpty();
        assertThat(answer.conn().halted()).isTrue();
    }

    @Test
    void theHostToGoToMayBeGiven() {
        assertThat(plain(Options.DEFAULT.withHost("www.b.test:8443"), asked("GET", "/x", "a.test"))
                .header("location")).isEqualTo("https://www.b.test:8443/x");
        assertThatThrownBy(() -> Options.DEFAULT.withHost("https://b.test"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("www.example.com");
    }

    @Test
    void optionsOfTheWholeServerKeepsItsForm() {
        assertThat(plain(Options.DEFAULT, asked("OPTIONS", "*", "a.test")).header("location"))
                .isEqualTo("https://a.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.test@evil.test", "a b", "a.test,b.test"})
    void aHostThatMakesNoUrlIs400(String host) {
        TestConn answer = plain(Options.DEFAULT, asked("GET", "/", host));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("location")).isEmpty();
    }

    @Test
    void aSecureRequestPassesWithHsts() {
        assertThat(secure(Options.DEFAULT).text()).isEqualTo("app");
        assertThat(secure(Options.DEFAULT).header("strict-transport-security")).isEqualTo("max-age=31536000");
        assertThat(secure(Options.DEFAULT.withHsts(new SSL.Hsts(Duration.ofDays(730), true, true)))
                .header("strict-transport-security")).isEqualTo(
                        "max-age=63072000; includeSubDomains; preload");
        assertThat(secure(Options.DEFAULT.withoutHsts()).header("strict-transport-security")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"localhost, /", "LOCALHOST:8080, /", "127.0.0.1, /", "[::1]:4001, /", "a.test, /health",
            "a.test, /health/db", "a.test, /q?internal=1"})
    void whatIsExcludedIsLeftAlone(String host, String target) {
        Options options = Options.DEFAULT.withExcludedPaths("/health")
                .withExcluded(conn -> conn.queryParam("internal").isPresent());
        assertThat(plain(options, asked("GET", target, host)).text()).isEqualTo("app");
    }

    @Test
    void aPathThatOnlyBeginsLikeAnExcludedOneIsRedirected() {
        assertThat(plain(Options.DEFAULT.withExcludedPaths("/health"), asked("GET", "/healthy", "a.test"))
                .status()).isEqualTo(301);
        assertThat(plain(Options.DEFAULT.withExcludedHosts("b.test"), asked("GET", "/", "localhost"))
                .status()).isEqualTo(301);
    }

    @Test
    void afterForwardedTheSchemeOfTheProxyCounts() {
        Plug app = Plug.pipeline(Forwarded.plug(Forwarded.PRIVATE_NETWORKS.toArray(String[]::new)),
                SSL.plug(), conn -> conn.sendResp(200, "app"));
        assertThat(asked("GET", "/", "a.test").header("x-forwarded-proto", "https").call(app).text())
                .isEqualTo("app");
        assertThat(asked("GET", "/", "a.test").header("x-forwarded-proto", "http").call(app).status())
                .isEqualTo(301);
    }
}
