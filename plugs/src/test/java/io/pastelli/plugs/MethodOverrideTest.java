package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Plug;
import io.pastelli.testkit.TestConn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodOverrideTest {
    private static String method(String method, String body) {
        return TestConn.request(method, "/?_method=PUT")
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body).call(Plug.pipeline(Parsers.plug(), MethodOverride.plug(),
                        conn -> conn.sendResp(200, conn.method())))
                .text();
    }

    @ParameterizedTest
    @CsvSource({"_method=PUT,PUT", "_method=patch,PATCH", "_method=Delete,DELETE", "_method=GET,POST",
            "_method=CONNECT,POST", "_method=,POST", "x=y,POST", "_method=PUT&_method=DELETE,DELETE"})
    void aPostGoesOnWithTheMethodOfItsForm(String body, String method) {
        assertThat(method("POST", body)).isEqualTo(method);
    }

    @Test
    void onlyAPostIsChanged() {
        assertThat(method("PATCH", "_method=DELETE")).isEqualTo("PATCH");
        assertThat(method("GET", "_method=DELETE")).isEqualTo("GET");
    }

    @Test
    void aBodyThatNobodyParsedIsLeftAlone() {
        assertThat(TestConn.post("/").body("_method=PUT").call(Plug.pipeline(MethodOverride.plug(),
                conn -> conn.sendResp(200, conn.method() + conn.readBody().bytes().utf8()))).text())
                .isEqualTo("POST_method=PUT");
    }

    @Test
    void aHeadGoesOnAsAGetAndIsAnsweredWithoutABody() {
        TestConn answer = TestConn.request("HEAD", "/").call(Plug.pipeline(Head.plug(),
                conn -> conn.sendResp(200, conn.method())));
        assertThat(answer.conn().method()).isEqualTo("GET");
        assertThat(answer.header("content-length")).isEqualTo("3");
        assertThat(answer.text()).isEmpty();
        assertThat(
                TestConn.post("/").call(Plug.pipeline(Head.plug(), conn -> conn.sendResp(200, conn.method())))
                        .text())
                .isEqualTo("POST");
    }
}
