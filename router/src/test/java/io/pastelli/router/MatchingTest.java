package io.pastelli.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Plug;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingTest {
    private static Plug say(String text) {
        return conn -> conn.sendResp(200, text + conn.pathParams());
    }

    private static String answer(Router router, String target) {
        return Call.get(router, target).body();
    }

    @Test
    void aLiteralPathMatchesItself() {
        var router = Router.of(r -> {
            r.get("/", say("root"));
            r.get("/a/b", say("ab"));
        });
        assertThat(answer(router, "/")).isEqualTo("root{}");
        assertThat(answer(router, "/a/b")).isEqualTo("ab{}");
        assertThat(Call.refused(router, "GET", "/a").status()).isEqualTo(404);
        assertThat(Call.refused(router, "GET", "/a/b/c").status()).isEqualTo(404);
        assertThat(Call.refused(router, "GET", "/A/B").status()).isEqualTo(404);
    }

    @Test
    void emptySegmentsVanish() {
        var router = Router.of(r -> r.get("/a//b/", say("ab")));
        assertThat(answer(router, "//a/b")).isEqualTo("ab{}");
        assertThat(answer(router, "/a/b//")).isEqualTo("ab{}");
    }

    @Test
    void parametersAreDecodedSegments() {
        var router = Router.of(r -> r.get("/users/:id/:blogPost_2", say("")));
        assertThat(answer(router, "/users/7/x%20y"))
                .isEqualTo(Map.of("id", "7", "blogPost_2", "x y").toString());
        assertThat(Call.refused(router, "GET", "/users/7").status()).isEqualTo(404);
    }

    @Test
    void anEscapedSlashStaysInsideItsSegment() {
        var router = Router.of(r -> r.get("/files/:name", say("")));
        assertThat(answer(router, "/files/a%2Fb")).isEqualTo("{name=a/b}");
    }

    @Test
    void aPlusIsAPlusAndUtf8IsDecoded() {
        var router = Router.of(r -> r.get("/:x", say("")));
        assertThat(answer(router, "/a+b")).isEqualTo("{x=a+b}");
        assertThat(answer(router, "/gr%C3%BC%C3%9F")).isEqualTo("{x=grüß}");
    }

    @Test
    void literalsMatchDecodedSegments() {
        var router = Router.of(r -> r.get("/grüße/a b", say("yes")));
        assertThat(answer(router, "/gr%C3%BC%c3%9fe/%61%20b")).isEqualTo("yes{}");
    }

    @Test
    void anEscapedColonIsDataAndNeverAParameter() {
        var router = Router.of(r -> r.get("/:x", say("")));
        assertThat(answer(router, "/:x")).isEqualTo("{x=:x}");
        assertThat(answer(router, "/%2A")).isEqualTo("{x=*}");
    }

    @Test
    void aGlobTakesTheRestAlsoNothing() {
        var router = Router.of(r -> r.get("/files/*path", say("")));
        assertThat(answer(router, "/files/a/b%20c/d")).isEqualTo("{path=a/b c/d}");
        assertThat(answer(router, "/files")).isEqualTo("{path=}");
        assertThat(Call.refused(router, "GET", "/").status()).isEqualTo(404);
    }

    @Test
    void aGlobAsAListKeepsAnEscapedSlashApart() {
        var router = Router.of(r -> {
            r.get("/files/*path", conn -> conn.sendResp(200, String.join("|", Router.glob(conn))));
            r.get("/none", conn -> conn.sendResp(200, Router.glob(conn).toString()));
        });
        assertThat(answer(router, "/files/a%2Fb/c")).isEqualTo("a/b|c");
        assertThat(answer(router, "/none")).isEqualTo("[]");
    }

    @Test
    void theRouteDefinedFirstWinsAlsoOverALiteral() {
        var router = Router.of(r -> {
            r.get("/a/:x", say("param"));
            r.get("/a/b", say("literal"));
            r.get("/b/c", say("literal"));
            r.get("/b/:x", say("param"));
            r.get("/*all", say("glob"));
            r.get("/d", say("late"));
        });
        assertThat(answer(router, "/a/b")).isEqualTo("param{x=b}");
        assertThat(answer(router, "/b/c")).isEqualTo("literal{}");
        assertThat(answer(router, "/b/d")).isEqualTo("param{x=d}");
        assertThat(answer(router, "/d")).isEqualTo("glob{all=d}");
    }

    @Test
    void aBranchThatEndsNowhereDoesNotHideAnother() {
        var router = Router.of(r -> {
            r.get("/a/b/c", say("deep"));
            r.get("/:x/b/d", say("wide"));
        });
        assertThat(answer(router, "/a/b/d")).isEqualTo("wide{x=a}");
    }

    @Test
    void anotherMethodDoesNotHideARoute() {
        var router = Router.of(r -> {
            r.post("/a/b", say("post"));
            r.get("/a/:x", say("get"));
        });
        assertThat(answer(router, "/a/b")).isEqualTo("get{x=b}");
    }

    @ParameterizedTest
    @CsvSource({"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE"})
    void aVerbAnswersItsMethodOnly(String method) {
        var router = Router.of(r -> {
            r.get("/x", conn -> conn.sendResp(200, "GET"));
            r.post("/x", conn -> conn.sendResp(200, "POST"));
            r.put("/x", conn -> conn.sendResp(200, "PUT"));
            r.patch("/x", conn -> conn.sendResp(200, "PATCH"));
            r.delete("/x", conn -> conn.sendResp(200, "DELETE"));
            r.options("/x", conn -> conn.sendResp(200, "OPTIONS"));
            r.route("PURGE", "/x", conn -> conn.sendResp(200, "PURGE"));
        });
        assertThat(Call.of(router, method, "/x").body()).isEqualTo(method);
    }

    @ParameterizedTest
    @CsvSource({"GET", "POST", "OPTIONS", "BREW"})
    void matchTakesEveryMethod(String method) {
        var router = Router.of(r -> r.match("/x", conn -> conn.sendResp(200, conn.method())));
        assertThat(Call.of(router, method, "/x").body()).isEqualTo(method);
    }

    @Test
    void theQueryTakesNoPart() {
        assertThat(answer(Router.of(r -> r.get("/a", say(""))), "/a?b=/c")).isEqualTo("{}");
    }

    @Test
    void aLongPathDoesNotOverflowTheStack() {
        var router = Router
                .of(r -> r.get("/*all", conn -> conn.sendResp(200, "" + Router.glob(conn).size())));
        assertThat(answer(router, "/a".repeat(4000))).isEqualTo("4000");
        assertThat(List.of(router.describe().split("\n", -1))).first().asString().contains("/*all");
    }
}
