package io.pastelli.examples.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.web.OnEveryAdapter;
import io.pastelli.examples.web.Served;
import io.pastelli.plugs.BasicAuth;

class NotesTest {
    private static final String AUTHORIZATION = "authorization";
    private static final String ADA = BasicAuth.encode("ada", Login.PASSWORD);
    private static final String GRACE = BasicAuth.encode("grace", Login.PASSWORD);
    private static final String TYPE = "content-type";
    private static final String JSON = "application/json";

    @OnEveryAdapter
    void aProgramWritesReadsAndRemovesNotes(String adapter) throws Exception {
        try (var served = Served.on(adapter, Notes.plug())) {
            var made = served.post("/api/notes", "{\"title\":\"Sea\",\"text\":\"cold\"}", AUTHORIZATION, ADA,
                    TYPE,
                    JSON);
            assertThat(made.statusCode()).isEqualTo(201);
            String place = made.headers().firstValue("location").orElseThrow();
            assertThat(place).isEqualTo("/api/notes/1");
            assertThat(served.get(place, AUTHORIZATION, ADA).body()).contains("\"title\":\"Sea\"");
            assertThat(served.get("/api/notes", AUTHORIZATION, GRACE).body()).isEqualTo("[]");
            assertThat(served.get(place, AUTHORIZATION, GRACE).statusCode()).isEqualTo(404);
            assertThat(served.send("DELETE", place, AUTHORIZATION, ADA).statusCode()).isEqualTo(204);
            assertThat(served.get("/api/notes", AUTHORIZATION, ADA).body()).isEqualTo("[]");
        }
    }

    @OnEveryAdapter
    void aProgramIsToldWhatIsWrongAsAProblem(String adapter) throws Exception {
        try (var served = Served.on(adapter, Notes.plug())) {
            assertThat(served.get("/api/notes").statusCode()).isEqualTo(401);
            assertThat(served.get("/api/notes", AUTHORIZATION, BasicAuth.encode("ada", "guess")).statusCode())
                    .isEqualTo(401);
            var wrong = served.post("/api/notes", "{\"title\":\" \"}", AUTHORIZATION, ADA, TYPE, JSON);
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.headers().firstValue(TYPE)).hasValue("application/problem+json");
            assertThat(wrong.body()).contains("\"errors\":{\"title\":\"A note needs a title.\"}",
                    "requestId");
            for (var broken : new String[]{"{", "[1]", "{\"title\":7,\"title\":[]}"}) {
                assertThat(served.post("/api/notes", broken, AUTHORIZATION, ADA, TYPE, JSON).statusCode())
                        .as(broken).isIn(400, 422);
            }
            assertThat(served
                    .post("/api/notes", "{\"text\":\"" + "x".repeat(100_000) + "\"}", AUTHORIZATION, ADA,
                            TYPE, JSON)
                    .statusCode()).isEqualTo(413);
            assertThat(served.get("/nothing", "accept", JSON).body()).contains("\"status\":404");
        }
    }

    @OnEveryAdapter
    void nobodyGetsInWithoutALoginAndATokenOfThePage(String adapter) throws Exception {
        try (var served = Served.on(adapter, Notes.plug())) {
            for (var path : new String[]{"/", "/notes/1/file", "/uploads/0123456789abcdef"}) {
                var answer = served.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(303);
                assertThat(answer.headers().firstValue("location")).hasValue("/login");
            }
            assertThat(served.post("/login", "name=ada&password=pastelli", TYPE,
                    "application/x-www-form-urlencoded").statusCode()).isEqualTo(403);
        }
    }

    @OnEveryAdapter
    void filesAndErrorPagesAreCareful(String adapter) throws Exception {
        try (var served = Served.on(adapter, Notes.plug())) {
            assertThat(served.get("/assets/notes.css").headers().firstValue(TYPE)).hasValueSatisfying(
                    type -> assertThat(type).startsWith("text/css"));
            assertThat(served.get("/assets/Notes.class").statusCode()).isEqualTo(404);
            var page = served.get("/trouble", "accept", "text/html");
            assertThat(page.statusCode()).isEqualTo(500);
            assertThat(page.body()).contains("our fault").doesNotContain("IllegalState", "meant to happen");
            assertThat(page.headers().firstValue("content-security-policy")).isPresent();
            assertThat(served.get("/trouble/development", "accept", "text/html").body())
                    .contains("IllegalStateException", "this was meant to happen", "Notes.java");
        }
    }
}
