package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.conn.Plug;
import io.pastelli.testkit.TestConn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SecurityHeadersTest {
    @Test
    void everyResponseHasTheCarefulFields() {
        TestConn test = TestConn.get("/")
                .call(Plug.pipeline(SecurityHeaders.plug(), conn -> conn.html(200, "")));
        assertThat(test.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(test.header("x-frame-options")).isEqualTo("DENY");
        assertThat(test.header("referrer-policy")).isEqualTo("strict-origin-when-cross-origin");
        assertThat(test.header("content-security-policy")).isEmpty();
    }

    @Test
    void aLaterPlugHasTheLastWord() {
        TestConn test = TestConn.get("/").call(Plug.pipeline(
                SecurityHeaders
                        .plug(SecurityHeaders.Options.defaults().withHeader("permissions-policy", "camera=()")
                                .withoutHeader("x-frame-options")),
                conn -> conn.putRespHeader("referrer-policy", "no-referrer").html(200, "")));
        assertThat(test.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(test.header("permissions-policy")).isEqualTo("camera=()");
        assertThat(test.header("x-frame-options")).isEmpty();
    }

    @Test
    void theNonceIsNewForEachRequestAndTheSameInPageAndField() {
        Plug plug = Plug.pipeline(
                SecurityHeaders.plug(
                        SecurityHeaders.Options.defaults().withCsp(Csp.strict().withNonce("script-src"))),
                conn -> conn.html(200, SecurityHeaders.nonce(conn)));
        TestConn one = TestConn.get("/").call(plug);
        TestConn two = TestConn.get("/").call(plug);
        assertThat(one.text()).matches("[A-Za-z0-9_-]{22}").isNotEqualTo(two.text());
        assertThat(one.header("content-security-policy")).isEqualTo("default-src 'self'; base-uri 'self'; "
                + "form-action 'self'; frame-ancestors 'none'; object-src 'none'; script-src 'self' 'nonce-"
                + one.text() + "'");
    }

    @Test
    void aPolicyCanBeReportOnlyAndWithoutNonce() {
        TestConn test = TestConn.get("/")
                .call(Plug.pipeline(SecurityHeaders.plug(SecurityHeaders.Options.defaults()
                        .withCsp(Csp.empty().with("img-src", "'self'", "data:")
                                .with("upgrade-insecure-requests"))
                        .withReportOnly(true)), conn -> conn.html(200, "")));
        assertThat(test.header("content-security-policy-report-only"))
                .isEqualTo("img-src 'self' data:; upgrade-insecure-requests");
        assertThat(TestConn.get("/").call(conn -> conn.html(200, SecurityHeaders.nonce(conn))).status())
                .isEqualTo(500);
    }

    @Test
    void aSourceThatWouldBeAnotherDirectiveIsRefused() {
        for (String bad : new String[]{"'self'; script-src *", "a b", "a,b", "", "\n", "\u00e9"}) {
            assertThatThrownBy(() -> Csp.empty().with("img-src", bad))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Csp.empty().with("img-src x")).isInstanceOf(IllegalArgumentException.class);
    }
}
