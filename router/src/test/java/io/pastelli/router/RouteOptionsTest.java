package io.pastelli.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Key;
import io.pastelli.conn.Plug;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteOptionsTest {
    private static final Key<String> ROLE = Key.of("role", String.class);

    private static Plug say(String text) {
        return conn -> conn.sendResp(200, text + conn.pathParams());
    }

    /** Calls as if this host were asked. */
    private static Plug at(String host, Plug plug) {
        return conn -> plug.call(conn.putOrigin("http", host, 80));
    }

    @ParameterizedTest
    @CsvSource({"/bar-7, id{id=7}", "/bar-, 404", "/x.json, json{name=x}", "/.json, 404",
            "/a.b.json, json{name=a.b}",
            "/v1.2-final, both{n=1.2}", "/v-final, 404", "/:x, colon{}", "/:y, 404", "/*, star{}",
            "/b%61r-%2F, id{id=/}"})
    void literalsMayStandBeforeAndAfterAParameterInsideItsSegment(String target, String answer) {
        var router = Router.of(r -> {
            r.get("/bar-:id", say("id"));
            r.get("/:name.json", say("json"));
            r.get("/v:n-final", say("both"));
            r.get("/\\:x", say("colon"));
            r.get("/\\*", say("star"));
        });
        if (answer.equals("404")) {
            assertThat(Call.refused(router, "GET", target).status()).isEqualTo(404);
        } else {
            assertThat(Call.get(router, target).body()).isEqualTo(answer);
        }
    }

    @Test
    void theRouteDefinedFirstWinsAmongAffixesToo() {
        var router = Router.of(r -> {
            r.get("/a:x", say("first"));
            r.get("/:x.c", say("second"));
            r.get("/ab.c", say("never"));
            r.get("/:x", say("last"));
        });
        assertThat(Call.get(router, "/ab.c").body()).isEqualTo("first{x=b.c}");
        assertThat(Call.get(router, "/b.c").body()).isEqualTo("second{x=b}");
        assertThat(Call.get(router, "/b").body()).isEqualTo("last{x=b}");
        assertThat(Router.matchPath(Call.get(router, "/b.c").conn())).contains("/:x.c");
    }

    @Test
    void aGuardSeesTheParametersAndLetsLaterRoutesHaveTheRest() {
        var router = Router.of(r -> {
            r.get("/users/:id", say("number")).when(conn -> conn.pathParam("id").matches("[0-9]+"));
            r.get("/users/:name", say("name")).when(conn -> conn.pathParam("name").length() < 5);
            r.post("/users/:any", say("post"));
        });
        assertThat(Call.get(router, "/users/77").body()).isEqualTo("number{id=77}");
        assertThat(Call.get(router, "/users/ann").body()).isEqualTo("name{name=ann}");
        assertThat(Call.refused(router, "GET", "/users/barbara").headers().first("allow"))
                .contains("POST, OPTIONS");
        assertThat(Call.of(router, "OPTIONS", "/users/ann").allow()).isEqualTo("GET, HEAD, POST, OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({"api.test, api{}", "API.Test, api{}", "api.test.evil, any{}", "beta.x, beta{}",
            "beta.y.z, beta{}",
            "beta, any{}", "'', any{}"})
    void aRouteMayAskForAHost(String host, String answer) {
        var router = Router.of(r -> {
            r.get("/", say("api")).host("api.test");
            r.get("/", say("beta")).host("beta.");
            r.get("/", say("any"));
        });
        assertThat(Call.get(at(host, router), "/").body()).isEqualTo(answer);
    }

    @Test
    void whereNoHostFitsThePathIsNotThere() {
        var router = Router.of(r -> r.group("/x", g -> g.get("/y", say(""))).host("a.test"));
        assertThat(Call.get(at("a.test", router), "/x/y").status()).isEqualTo(200);
        assertThat(Call.refused(at("b.test", router), "GET", "/x/y").status()).isEqualTo(404);
        assertThat(Call.refused(at("b.test", router), "PUT", "/x/y").status()).isEqualTo(404);
        assertThat(Call.refused(at("a.test", router), "PUT", "/x/y").status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.test:80", "http://a.test"})
    void aBadHostIsRefusedAtTheDefinition(String host) {
        assertThatThrownBy(() -> Router.of(r -> r.get("/a", say("")).host(host)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("GET /a");
    }

    @Test
    void viaAnswersSeveralMethods() {
        var router = Router.of(r -> r.via(List.of("PUT", "PATCH"), "/x", say("both")).named("x"));
        assertThat(Call.of(router, "PUT", "/x").body()).isEqualTo("both{}");
        assertThat(Call.of(router, "PATCH", "/x").body()).isEqualTo("both{}");
        assertThat(Call.refused(router, "GET", "/x").headers().first("allow"))
                .contains("PUT, PATCH, OPTIONS");
        assertThat(router.path("x")).isEqualTo("/x");
        assertThatThrownBy(() -> Router.of(r -> r.via(List.of(), "/x", say(""))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void assignsAndPrivateValuesAreThereBeforeThePlugsBehindTheMatch() {
        Plug tell = conn -> conn.sendResp(200, conn.assigns().get("page") + " " + conn.assigns().get("seen"));
        var router = Router.of(r -> {
            r.plugMatched(conn -> conn.assign("seen", conn.getPrivate(ROLE).orElse("none")));
            r.get("/a", tell).assign("page", "A").putPrivate(ROLE, "admin");
            r.get("/b", tell);
        });
        assertThat(Call.get(router, "/a").body()).isEqualTo("A admin");
        assertThat(Call.get(router, "/b").body()).isEqualTo("null none");
    }

    @Test
    void pathParametersWinInParams() {
        var router = Router
                .of(r -> r.get("/:id", conn -> conn.sendResp(200, conn.params().get("id").orElse(""))));
        assertThat(Call.get(router, "/path?id=query").body()).isEqualTo("path");
    }

    @Test
    void aGroupHasItsOwnPipelineForItsOwnRoutes() {
        Plug tell = conn -> conn.sendResp(200, conn.assigns().getOrDefault("trace", "") + conn.pathParams()
                .toString());
        var router = Router.of(r -> {
            r.get("/", tell);
            r.group("/admin/:org", g -> {
                g.plug(note("a"));
                g.get("/users", tell);
                g.group("/deep", d -> {
                    d.plug(note("b"));
                    d.get("", tell);
                    d.post("/x", tell);
                });
                g.get("/late", tell);
                g.forward("/inner", Router.of(i -> i.get("/:x", tell)));
            });
            r.get("/admin/:org/open", tell);
        });
        assertThat(Call.get(router, "/").body()).isEqualTo("{}");
        assertThat(Call.get(router, "/admin/o/users").body()).isEqualTo("a{org=o}");
        assertThat(Call.get(router, "/admin/o/deep").body()).isEqualTo("ab{org=o}");
        assertThat(Call.get(router, "/admin/o/late").body()).isEqualTo("a{org=o}");
        assertThat(Call.get(router, "/admin/o/open").body()).isEqualTo("{org=o}");
        assertThat(Call.get(router, "/admin/o/inner/7").body()).startsWith("a{").contains("x=7", "org=o");
        assertThat(Call.refused(router, "GET", "/admin/o/deep/x").headers().first("allow"))
                .contains("POST, OPTIONS");
        assertThat(router.describe()).contains("GET     /admin/:org/deep\n", "POST    /admin/:org/deep/x\n");
    }

    private static Plug note(String mark) {
        return conn -> conn.assign("trace", conn.assigns().getOrDefault("trace", "") + mark);
    }

    @Test
    void aGroupThatHaltsKeepsItsRoutesShut() {
        var router = Router.of(r -> {
            r.group("/admin", g -> {
                g.plug(conn -> conn.sendResp(401, "who?").halt());
                g.get("/x", say("never"));
            });
            r.get("/admin/:any", say("open"));
        });
        assertThat(Call.get(router, "/admin/x").status()).isEqualTo(401);
        assertThat(Call.get(router, "/admin/y").body()).isEqualTo("open{any=y}");
        assertThat(Call.refused(router, "GET", "/admin").status()).isEqualTo(404);
    }

    @Test
    void mistakesInGroupsAreToldAtTheDefinition() {
        assertThatThrownBy(() -> Router.of(r -> r.group("/a/*rest", g -> {})))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("/a/*rest");
        assertThatThrownBy(() -> Router.of(r -> r.group("/a", g -> g.get("b", say("")))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("begins with /");
        assertThatThrownBy(() -> Router.of(r -> {
            r.get("/a/b", say(""));
            r.group("/a", g -> g.get("/b", say("")));
        })).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("GET /a/b");
        assertThatThrownBy(() -> Router.of(r -> r.group("/a", g -> {
            g.get("/b", say(""));
            g.plug(note("late"));
        }))).isInstanceOf(IllegalStateException.class).hasMessageContaining("GET /a/b");
        assertThatThrownBy(() -> Router.of(r -> r.group("/a", g -> g.trailingSlash(TrailingSlash.STRICT))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void methodsAreRightAcrossForwards() {
        var leaf = Router.of(r -> {
            r.get("/x", say("x"));
            r.delete("/x", say("gone"));
        });
        var middle = Router.of(r -> {
            r.post("/", say("post"));
            r.forward("/leaf", leaf);
        });
        var router = Router.of(r -> {
            r.get("/a", say("own"));
            r.forward("/a", middle);
        });
        assertThat(Call.of(router, "OPTIONS", "/a/leaf/x").allow()).isEqualTo("GET, HEAD, DELETE, OPTIONS");
        assertThat(Call.refused(router, "PUT", "/a/leaf/x").headers().first("allow"))
                .contains("GET, HEAD, DELETE, OPTIONS");
        assertThat(Call.refused(router, "GET", "/a/leaf/y").status()).isEqualTo(404);
        assertThat(Call.of(router, "HEAD", "/a/leaf/x").header("content-length")).isEqualTo("3");
        assertThat(Call.of(router, "POST", "/a").body()).isEqualTo("post{}");
        Conn other = Call
                .of(Router.of(r -> r.forward("/f", conn -> conn.sendResp(200, conn.method()))), "OPTIONS",
                        "/f/x")
                .conn();
        assertThat(other.respBody().orElseThrow().utf8()).isEqualTo("OPTIONS");
    }
}
