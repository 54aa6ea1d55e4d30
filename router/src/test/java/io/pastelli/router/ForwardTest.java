package io.pastelli.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import org.junit.jupiter.api.Test;

class ForwardTest {
    private static Conn tell(Conn conn) {
        return conn.sendResp(200, conn.scriptName() + " " + conn.pathInfo() + " " + conn.pathParams() + " "
                + Router.matchPath(conn).orElse("none"));
    }

    @Test
    void aForwardMovesWhatItConsumedToTheScriptName() {
        var router = Router.of(r -> r.forward("/a/b", ForwardTest::tell));
        assertThat(Call.get(router, "/a/b/c/d").body()).isEqualTo("[a, b] [c, d] {} /a/b/*");
        assertThat(Call.get(router, "/a/b").body()).isEqualTo("[a, b] [] {} /a/b/*");
        assertThat(Call.refused(router, "GET", "/a").status()).isEqualTo(404);
    }

    @Test
    void bothAreRestoredOnTheResult() {
        var router = Router.of(r -> r.forward("/a", ForwardTest::tell));
        Conn conn = Call.get(router, "/a/b").conn();
        assertThat(conn.scriptName()).isEmpty();
        assertThat(conn.pathInfo()).containsExactly("a", "b");
    }

    @Test
    void whatAForwardHandsOnIsNotDecodedTwice() {
        var inner = Router.of(r -> r.get("/:x", ForwardTest::tell));
        var router = Router.of(r -> r.forward("/:a", inner));
        assertThat(Call.get(router, "/%252F/%252541").body())
                .startsWith("[%252F] [%252541] ").contains("a=%2F").contains("x=%2541");
    }

    @Test
    void parametersAndTemplatesAddUpOverNestedRouters() {
        Plug leaf = Router.of(r -> {
            r.get("/", ForwardTest::tell);
            r.get("/notes/:note", ForwardTest::tell);
        });
        Plug middle = Router.of(r -> r.forward("/v1", leaf));
        var router = Router.of(r -> r.forward("/users/:user", middle));
        assertThat(Call.get(router, "/users/ann/v1/notes/7").body())
                .startsWith("[users, ann, v1] [notes, 7] ")
                .contains("user=ann").contains("note=7").endsWith(" /users/:user/v1/notes/:note");
        assertThat(Call.get(router, "/users/ann/v1").body()).endsWith(" /users/:user/v1");
    }

    @Test
    void theTemplateIsStillThereOnTheResultForLogs() {
        var inner = Router.of(r -> r.get("/:id", ForwardTest::tell));
        Conn conn = Call.get(Router.of(r -> r.forward("/", inner)), "/7").conn();
        assertThat(Router.matchPath(conn)).contains("/:id");
    }

    @Test
    void behindAForwardTheInnerRouterDecides() {
        var inner = Router.of(r -> r.get("/x", ForwardTest::tell));
        var router = Router.of(r -> {
            r.forward("/in", inner);
            r.get("/in/later", ForwardTest::tell);
        });
        assertThat(Call.refused(router, "GET", "/in/later").status()).isEqualTo(404);
        assertThat(Call.refused(router, "PUT", "/in/x").headers().first("allow"))
                .contains("GET, HEAD, OPTIONS");
        assertThat(Call.of(router, "OPTIONS", "/in/x").allow()).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(Call.refused(router, "OPTIONS", "/in/y").status()).isEqualTo(404);
    }

    @Test
    void aForwardTakesEveryMethod() {
        var router = Router.of(r -> r.forward("/a", ForwardTest::tell));
        assertThat(Call.of(router, "BREW", "/a").status()).isEqualTo(200);
    }
}
