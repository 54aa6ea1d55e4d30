package io.pastelli.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private static final Plug OK = conn -> conn.sendResp(200, "ok");
    private final Router router = Router.of(r -> {
        r.get("/notes", OK);
        r.post("/notes", OK);
        r.delete("/:any", OK);
        r.put("/only", OK);
        r.route("PURGE", "/cache", OK);
    });

    @Test
    void anUnknownPathIs404() {
        HttpException refusal = Call.refused(router, "GET", "/a/b");
        assertThat(refusal.status()).isEqualTo(404);
        assertThat(refusal.headers().size()).isZero();
    }

    @Test
    void anotherMethodIs405WithEveryMethodThatMatchesThePath() {
        HttpException refusal = Call.refused(router, "PATCH", "/notes");
        assertThat(refusal.status()).isEqualTo(405);
        assertThat(refusal.headers().first("allow")).contains("GET, HEAD, POST, DELETE, OPTIONS");
        assertThat(refusal).hasMessageContaining("PATCH").hasMessageContaining("GET, HEAD, POST");
    }

    @Test
    void aPathWithoutGetDoesNotAllowHead() {
        assertThat(Call.refused(router, "HEAD", "/only").headers().first("allow"))
                .contains("DELETE, PUT, OPTIONS");
    }

    @Test
    void anUnregisteredMethodIs501() {
        assertThat(Call.refused(router, "BREW", "/notes").status()).isEqualTo(501);
        assertThat(Call.refused(router, "get", "/notes").status()).isEqualTo(501);
        assertThat(Call.refused(router, "BREW", "/a/b").status()).isEqualTo(501);
    }

    @Test
    void aMethodOfTheUsersOwnIsKnown() {
        assertThat(Call.of(router, "PURGE", "/cache").status()).isEqualTo(200);
        assertThat(Call.refused(router, "PURGE", "/notes").status()).isEqualTo(405);
    }

    @Test
    void registeredMethodsBeyondTheVerbsAre405() {
        for (String method : List.of("PROPFIND", "TRACE", "QUERY", "LINK")) {
            assertThat(Call.refused(router, method, "/notes").status()).as(method).isEqualTo(405);
        }
    }

    @Test
    void optionsIsAnsweredWith204AndAllow() {
        var answer = Call.of(router, "OPTIONS", "/notes");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.allow()).isEqualTo("GET, HEAD, POST, DELETE, OPTIONS");
        assertThat(answer.body()).isEmpty();
        assertThat(Call.refused(router, "OPTIONS", "/a/b").status()).isEqualTo(404);
    }

    @Test
    void optionsOfTheWholeServerNamesEveryMethod() {
        var answer = Call.of(router, "OPTIONS", "*");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.allow()).isEqualTo("GET, HEAD, POST, DELETE, PUT, PURGE, OPTIONS");
    }

    @Test
    void headIsAnsweredByTheGetRouteWithoutItsBody() {
        var answer = Call.of(router, "HEAD", "/notes");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-length")).isEqualTo("2");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aHeadRouteBeforeTheGetRouteAnswersHead() {
        var own = Router.of(r -> {
            r.head("/x", conn -> conn.sendResp(204, ""));
            r.get("/x", OK);
        });
        assertThat(Call.of(own, "HEAD", "/x").status()).isEqualTo(204);
        assertThat(Call.refused(own, "PUT", "/x").headers().first("allow")).contains("HEAD, GET, OPTIONS");
    }

    @Test
    void aBadEscapeLeftByAPlugIs400() {
        var bad = Router.of(r -> {
            r.plug(conn -> conn.putPath(List.of(), List.of("a%zz")));
            r.get("/:x", OK);
        });
        assertThat(Call.refused(bad, "GET", "/").status()).isEqualTo(400);
    }
}
