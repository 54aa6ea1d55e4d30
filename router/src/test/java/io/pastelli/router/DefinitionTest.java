package io.pastelli.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.conn.Plug;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionTest {
    private static final Plug OK = conn -> conn.sendResp(200, "ok");

    private static void refused(Consumer<Routes> definition, String... parts) {
        assertThatThrownBy(() -> Router.of(definition)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "users      | begins with /",
            "''         | begins with /",
            "/a/:       | needs a name",
            "/a/*       | needs a name",
            "/:Id       | not a name",
            "/:1        | not a name",
            "/:a-:b     | one parameter",
            "/x:        | needs a name",
            "/a*b       | whole segments",
            "/*rest/x   | put it last",
            "/*a/*b     | put it last",
            "/:id/x/:id | there twice",
            "/:id/*id   | there twice",
            "/a?b       | match the path only",
            "/a%20b     | decoded"})
    void aBadPatternIsRefusedWithRouteAndReason(String path, String reason) {
        refused(r -> r.get(path, OK), "GET " + path, reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/a/:b/*c", "/:_x", "/:camelCase", "/a b", "/100%", "/x-:id",
            "/:id.json", "/v:a.tar.gz", "/\\:a\\*b",
            "/~x/.well-known/@me"})
    void aGoodPatternIsTaken(String path) {
        assertThat(Router.of(r -> r.get(path, OK)).describe()).isEqualTo("GET     " + path + "\n");
    }

    @Test
    void aRouteThatAnEarlierOneHidesIsRefused() {
        refused(r -> {
            r.get("/users/:id", OK);
            r.get("/users/:name/", OK);
        }, "GET /users/:name/", "GET /users/:id", "takes all its requests");
        refused(r -> {
            r.match("/a", OK);
            r.post("/a", OK);
        }, "POST /a", "ANY /a");
        refused(r -> {
            r.get("/a", OK);
            r.head("/a", OK);
        }, "HEAD /a", "define the special one first");
        refused(r -> {
            r.forward("/a", OK);
            r.get("/a/*rest", OK);
        }, "GET /a/*rest", "ANY /a/*");
    }

    @Test
    void aCatchAllAfterTheOthersIsNoDuplicate() {
        var router = Router.of(r -> {
            r.get("/a", OK);
            r.match("/a", OK);
            r.match("/*rest", OK);
        });
        assertThat(router.describe().lines()).hasSize(3);
    }

    @Test
    void aForwardTakesNoGlob() {
        refused(r -> r.forward("/x/*rest", OK), "ANY /x/*rest", "leave the glob out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "A B", "get"})
    void aMethodThatIsNoneIsRefused(String method) {
        refused(r -> r.route(method, "/x", OK), "/x", "method");
    }

    @Test
    void aPlugAfterARouteIsRefusedBecauseItWouldRunBefore() {
        assertThatThrownBy(() -> Router.of(r -> {
            r.get("/a", OK);
            r.plug(OK);
        })).isInstanceOf(IllegalStateException.class).hasMessageContaining("GET /a");
    }

    @Test
    void aRouteAfterTheDefinitionIsRefused() {
        var kept = new AtomicReference<Routes>();
        Router.of(kept::set);
        assertThatThrownBy(() -> kept.get().get("/", OK)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside Router.of");
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedAtTheDefinition() {
        assertThatThrownBy(() -> Router.of(r -> r.get("/", null))).isInstanceOf(NullPointerException.class)
                .hasMessage("plug");
        assertThatThrownBy(() -> Router.of(r -> r.get(null, OK))).isInstanceOf(NullPointerException.class)
                .hasMessage("path");
        assertThatThrownBy(() -> Router.of(r -> r.plug(null))).isInstanceOf(NullPointerException.class);
    }

    @Test
    void theTableIsPrintedWithInnerRoutersIndented() {
        var inner = Router.of(r -> r.get("/:id", OK));
        var router = Router.of(r -> {
            r.get("/", OK);
            r.delete("/notes/:id", OK);
            r.forward("/api", inner);
            r.stream("/events", OK);
        });
        assertThat(router).hasToString("""
                GET     /
                DELETE  /notes/:id
                ANY     /api/*
                  GET     /:id
                GET     /events
                """);
    }

    @Test
    void aRouterWithoutRoutesKnowsNothing() {
        assertThat(Call.refused(Router.of(r -> {}), "GET", "/").status()).isEqualTo(404);
    }
}
