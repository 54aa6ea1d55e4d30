package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pastelli.conn.Plug;
import io.pastelli.testkit.TestConn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicAuthTest {
    private static final Plug APP = Plug.pipeline(BasicAuth.plug("Aladdin", "öpen: sesame"),
            conn -> conn.sendResp(200, "in"));

    @Test
    void theRightNameAndPasswordLetIn() {
        assertThat(TestConn.get("/").header("authorization", BasicAuth.encode("Aladdin", "öpen: sesame"))
                .call(APP)
                .text()).isEqualTo("in");
        assertThat(TestConn.get("/").header("authorization", "BASIC  QWxhZGRpbjrDtnBlbjogc2VzYW1l ").call(APP)
                .text()).isEqualTo("in");
    }

    @ParameterizedTest
    @CsvSource({"Aladdin,''", "Aladdin,open: sesame", "aladdin,öpen: sesame", "'',''",
            "Aladdi,nöpen: sesame"})
    void aWrongNameOrPasswordDoesNot(String user, String password) {
        refused(BasicAuth.encode(user, password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !", "Basic QQ", "Bearer x", "Basic QWxhZGRpbg==",
            "Basic //8=",
            "Basic Ogo6", "Basic AAAAAAA"})
    void whatIsMalformedDoesNot(String value) {
        refused(value);
    }

    private static void refused(String value) {
        TestConn answer = TestConn.get("/").header("authorization", value).call(APP);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate"))
                .isEqualTo("Basic realm=\"Application\", charset=\"UTF-8\"");
        assertThat(answer.text()).doesNotContain("in\n");
    }

    @Test
    void anyRuleCanDecide() {
        Plug app = Plug.pipeline(BasicAuth.plug("Desk", given -> given.user().equals(given.password())),
                conn -> conn.sendResp(200, BasicAuth.parse(conn).orElseThrow().toString()));
        assertThat(TestConn.get("/").header("authorization", BasicAuth.encode("x", "x")).call(app).text())
                .isEqualTo("Credentials[x, ***]");
        assertThat(TestConn.get("/").call(app).header("www-authenticate")).startsWith("Basic realm=\"Desk\"");
    }

    @Test
    void whatCannotBeSentIsRefusedAtOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> BasicAuth.plug("a:b", "c"));
        assertThatIllegalArgumentException().isThrownBy(() -> BasicAuth.encode("a", "b\n"));
        assertThatIllegalArgumentException().isThrownBy(() -> BasicAuth.plug("\"x", given -> true));
    }
}
