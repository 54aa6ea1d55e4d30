package io.pastelli.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.conn.Plug;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths made by name, and slashes at their end. */
class PathTest {
    private static final Plug TELL = conn -> conn.sendResp(200, conn.requestPath() + conn.pathParams());

    private final Router inner = Router.of(r -> r.get("/users/:id", TELL).named("user"));
    private final Router router = Router.of(r -> {
        r.get("/", TELL).named("root");
        r.get("/users/:id", TELL).named("user");
        r.get("/v:n.json", TELL).named("file");
        r.get("/a b/*rest", TELL).named("rest");
        r.get("/dir/", TELL).named("dir");
        r.get("/nameless", TELL);
        r.forward("/admin/:org", inner).named("admin");
    });

    @Test
    void aPathIsMadeByTheRoutesName() {
        assertThat(router.path("root")).isEqualTo("/");
        assertThat(router.path("user", Map.of("id", 7))).isEqualTo("/users/7");
        assertThat(router.path("file", Map.of("n", "1.2"))).isEqualTo("/v1.2.json");
        assertThat(router.path("rest", Map.of("rest", "x/y z"))).isEqualTo("/a%20b/x/y%20z");
        assertThat(router.path("rest", Map.of("rest", List.of("x/y", "z")))).isEqualTo("/a%20b/x%2Fy/z");
        assertThat(router.path("rest", Map.of("rest", ""))).isEqualTo("/a%20b");
        assertThat(router.path("dir")).isEqualTo("/dir/");
        assertThat(router.path("admin", Map.of("org", "o"))).isEqualTo("/admin/o");
        assertThat(router.path("admin.user", Map.of("org", "ö", "id", "?#%/"))).isEqualTo(
                "/admin/%C3%B6/users/%3F%23%25%2F");
    }

    @Test
    void whatIsMadeMatchesAndGivesTheSameValueBack() {
        var random = new Random(11);
        for (int i = 0; i < 200; i++) {
            var value = new StringBuilder("x");
            for (int j = random.nextInt(6); j >= 0; j--) {
                value.appendCodePoint(
                        random.nextInt(3) == 0 ? 0x20 + random.nextInt(0x5f) : 0xa1 + random.nextInt(0x500));
            }
            String path = router.path("user", Map.of("id", value));
            assertThat(Call.get(router, path).conn().pathParam("id")).isEqualTo(value.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"user, needs a value for :id", "other, is no route", "root.x, is no route",
            "admin.other, needs a value",
            "'', is no route"})
    void aPathThatCannotBeMadeIsRefused(String name, String reason) {
        assertThatThrownBy(() -> router.path(name)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"" + name + "\"", reason);
    }

    @Test
    void valuesThatWouldLeadElsewhereAreRefused() {
        for (Map<String, ?> params : List.<Map<String, ?>>of(Map.of("id", ""), Map.of("id", ".."),
                Map.of("id", "."),
                Map.of("id", 1, "typo", 2))) {
            assertThatThrownBy(() -> router.path("user", params))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> router.path("rest", Map.of("rest", "a/../b")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameIsGivenOnceAndToOneRoute() {
        assertThatThrownBy(() -> Router.of(r -> {
            r.get("/a", TELL).named("a");
            r.get("/b", TELL).named("a");
        })).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll("GET /b", "twice");
        assertThatThrownBy(() -> Router.of(r -> r.group("/g", g -> {
            g.get("/a", TELL);
            g.get("/b", TELL);
        }).named("g"))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("one by one");
    }

    private static Router with(TrailingSlash policy) {
        return Router.of(r -> {
            r.trailingSlash(policy);
            r.get("/", TELL);
            r.get("/a", TELL);
            r.get("/d/", TELL);
            r.post("/:x/y", TELL);
            r.get("/g/*rest", TELL);
            r.forward("/f", Router.of(i -> i.get("/", TELL)));
        });
    }

    @ParameterizedTest
    @CsvSource({"/, 200", "/a, 200", "/d/, 200", "/a/, 404", "/d, 404", "/g, 200", "/g/, 200", "/g/x/, 200",
            "/f, 200",
            "/f/, 200", "//a, 200"})
    void strictlyASlashAtTheEndMakesAnotherPath(String target, int status) {
        var strict = with(TrailingSlash.STRICT);
        if (status == 404) {
            assertThat(Call.refused(strict, "GET", target).status()).isEqualTo(404);
        } else {
            assertThat(Call.get(strict, target).status()).isEqualTo(status);
        }
    }

    @Test
    void strictlyBothMayBeRoutes() {
        var both = Router.of(r -> {
            r.trailingSlash(TrailingSlash.STRICT);
            r.get("/a", conn -> conn.sendResp(200, "without"));
            r.get("/a/", conn -> conn.sendResp(200, "with"));
        });
        assertThat(Call.get(both, "/a").body()).isEqualTo("without");
        assertThat(Call.get(both, "/a/").body()).isEqualTo("with");
        assertThatThrownBy(() -> Router.of(r -> {
            r.trailingSlash(TrailingSlash.STRICT);
            r.get("/a/", TELL);
            r.get("/a/", TELL);
        })).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"GET, /a/?q=1, /a?q=1", "GET, /d, /d/", "POST, /e%2F/y/, /e%2F/y",
            "POST, //evil.test/y/, /evil.test/y",
            "GET, //a//, /a"})
    void aSlashTooManyOrTooFewIsRedirected(String method, String target, String location) {
        var answer = Call.of(with(TrailingSlash.REDIRECT), method, target);
        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.header("location")).isEqualTo(location);
    }

    @ParameterizedTest
    @CsvSource({"/", "/a", "/d/", "/g/", "/g/x/", "/f", "/f/"})
    void aPathThatIsAsItShouldBeIsNotRedirected(String target) {
        assertThat(Call.get(with(TrailingSlash.REDIRECT), target).status()).isEqualTo(200);
        assertThat(Call.get(with(TrailingSlash.IGNORE), target).status()).isEqualTo(200);
    }
}
