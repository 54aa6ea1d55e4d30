package io.pastelli.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PlugsTest {
    private static Plug note(String text) {
        return conn -> conn.assign("notes", conn.assigns().getOrDefault("notes", "") + text);
    }

    private static Conn tell(Conn conn) {
        return conn.sendResp(200, String.valueOf(conn.assigns().get("notes")));
    }

    @Test
    void plugsRunBeforeTheMatchThenBetweenMatchAndRoute() {
        var router = Router.of(r -> {
            r.plugMatched(conn -> note(conn.pathParam("id") + Router.matchPath(conn).orElse("")).call(conn));
            r.plug(conn -> note(conn.pathParams().toString() + Router.matchPath(conn)).call(conn));
            r.plug(note("2"));
            r.get("/u/:id", PlugsTest::tell);
        });
        assertThat(Call.get(router, "/u/7").body()).isEqualTo("{}Optional.empty27/u/:id");
    }

    @Test
    void unmatchedRequestsMeetOnlyThePlugsBeforeTheMatch() {
        var seen = new AtomicReference<>("");
        var router = Router.of(r -> {
            r.plug(conn -> {
                seen.getAndUpdate(old -> old + "before");
                return conn;
            });
            r.plugMatched(conn -> {
                seen.getAndUpdate(old -> old + "matched");
                return conn;
            });
            r.get("/", PlugsTest::tell);
        });
        assertThat(Call.refused(router, "GET", "/x").status()).isEqualTo(404);
        assertThat(Call.of(router, "OPTIONS", "/").status()).isEqualTo(204);
        assertThat(seen).hasValue("beforebefore");
    }

    @Test
    void aPlugThatHaltsBeforeTheMatchEndsTheCall() {
        var router = Router.of(r -> {
            r.plug(conn -> conn.sendResp(401, "no").halt());
            r.plug(conn -> conn.sendResp(500, "never"));
        });
        assertThat(Call.get(router, "/unknown").status()).isEqualTo(401);
    }

    @Test
    void aPlugThatHaltsAfterTheMatchEndsTheCall() {
        var router = Router.of(r -> {
            r.plugMatched(conn -> conn.sendResp(403, "no").halt());
            r.get("/", conn -> conn.sendResp(200, "never"));
        });
        assertThat(Call.get(router, "/").status()).isEqualTo(403);
        assertThat(Call.refused(router, "GET", "/x").status()).isEqualTo(404);
    }

    @Test
    void aPlugBeforeTheMatchMayChangeThePath() {
        var router = Router.of(r -> {
            r.plug(conn -> conn.putPath(conn.scriptName(), java.util.List.of("new")));
            r.get("/new", conn -> conn.sendResp(200, "new"));
        });
        assertThat(Call.get(router, "/old").body()).isEqualTo("new");
    }
}
