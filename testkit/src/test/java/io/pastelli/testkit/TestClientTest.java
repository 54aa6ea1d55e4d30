package io.pastelli.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.CookieOptions;
import io.pastelli.http.SetCookie;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TestClientTest {
    /** Sets, deletes or shows cookies by the query. */
    private static final Plug COOKIES = conn -> {
        var options = conn.queryParam("path").map(CookieOptions.DEFAULT::withPath)
                .orElse(CookieOptions.DEFAULT);
        Conn done = conn.queryParam("set").map(name -> conn.putRespCookie(new SetCookie(name, "1", options)))
                .orElse(conn);
        Conn gone = conn.queryParam("delete").map(name -> done.deleteRespCookie(name, options)).orElse(done);
        return gone.text(200, conn.reqHeader("cookie").orElse("none"));
    };

    @Test
    void cookiesGoFromRequestToRequestUntilTheyAreDeleted() {
        var client = TestClient.of(COOKIES);
        assertThat(client.get("/?set=a").text()).isEqualTo("none");
        assertThat(client.get("/?set=b").text()).isEqualTo("a=1");
        assertThat(client.get("/?delete=a").text()).isEqualTo("a=1; b=1");
        assertThat(client.get("/").text()).isEqualTo("b=1");
        assertThat(client.cookies()).containsOnlyKeys("b");
    }

    @Test
    void aCookieStaysBelowItsPathAndTheLongestPathGoesFirst() {
        var client = TestClient.of(COOKIES);
        client.get("/?set=all");
        client.get("/?set=in&path=/in");
        client.get("/?set=here&path=/in/here/");
        assertThat(client.get("/").text()).isEqualTo("all=1");
        assertThat(client.get("/inside").text()).isEqualTo("all=1");
        assertThat(client.get("/in").text()).isEqualTo("in=1; all=1");
        assertThat(client.get("/in/here").text()).isEqualTo("in=1; all=1");
        assertThat(client.get("/in/here/x?y").text()).isEqualTo("here=1; in=1; all=1");
    }

    @Test
    void cookiesLiveByTheClientsClock() {
        var now = new AtomicReference<>(Instant.EPOCH);
        Plug minute = conn -> conn.putRespCookie(
                new SetCookie("a", "1", CookieOptions.DEFAULT.withMaxAge(Duration.ofMinutes(1))))
                .text(200, "");
        var client = TestClient.of(minute, (InstantSource) now::get);
        client.get("/");
        now.set(Instant.ofEpochSecond(59));
        assertThat(client.cookies()).containsOnlyKeys("a");
        now.set(Instant.ofEpochSecond(60));
        assertThat(client.cookies()).isEmpty();
    }

    @Test
    void twoClientsHaveTwoJars() {
        TestClient.of(COOKIES).get("/?set=a");
        assertThat(TestClient.of(COOKIES).get("/").text()).isEqualTo("none");
    }

    @Test
    void aRedirectIsFollowed() {
        var client = TestClient.of(conn -> conn.requestPath().equals("/a/b")
                ? conn.redirect(303, "../c?d=e")
                : conn.text(200, conn.requestPath() + " " + conn.queryString()));
        assertThat(client.follow(client.get("/a/b")).text()).isEqualTo("/c d=e");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client.follow(client.get("/c")))
                .withMessage("no redirect: 200 /c ");
    }

    @Test
    void cookiesAreRecycledByHandToo() {
        TestConn first = TestConn.get("/?set=b").cookie("a", "0").cookie("c", "2").call(COOKIES);
        TestConn second = TestConn.get("/?delete=c").recycleCookies(first).call(COOKIES);
        assertThat(second.text()).isEqualTo("a=0; c=2; b=1");
        assertThat(TestConn.get("/").cookie("x", "y").recycleCookies(second).call(COOKIES).text())
                .isEqualTo("x=y; a=0; b=1");
    }
}
