package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import io.pastelli.router.Router;
import io.pastelli.testkit.TestConn;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ErrorHandlerTest {
    private final AtomicInteger rendered = new AtomicInteger();
    private final ErrorHandler.Renderer renderer = (conn, failure) -> {
        rendered.incrementAndGet();
        return conn.text(failure.status(),
                failure.sentence() + " user=" + conn.assigns().get("user") + " route="
                        + Router.matchPath(conn).orElse("none") + " id=" + conn.pathParams().get("id"));
    };
    private final Plug app = Router.of(r -> {
        r.plug(conn -> conn.assign("user", "ada").putRespHeader("x-early", "kept")
                .registerBeforeSend(
                        sent -> sent.putRespHeader("x-late", String.valueOf(sent.status().orElse(0)))));
        r.get("/broken/:id", conn -> {
            throw new IllegalStateException("secret");
        });
        r.get("/missing", conn -> {
            throw new FileNotFoundException("secret");
        });
        r.get("/begun", conn -> {
            conn.sendChunked(200).chunk("some");
            throw new IllegalStateException("late");
        });
        r.get("/sent", conn -> {
            conn.sendResp(200, "fine");
            throw new IllegalStateException("late");
        });
        r.get("/callback", conn -> conn.registerBeforeSend(sent -> {
            throw new IllegalStateException("callback");
        }).sendResp(200, ""));
        r.get("/set", conn -> conn.registerBeforeSend(sent -> {
            throw new IllegalStateException("callback");
        }).resp(200, "set"));
        r.get("/held", conn -> {
            conn.owner().sleep(Duration.ofDays(1));
            return conn;
        });
        r.forward("/inner", Router.of(inner -> inner.get("/:id", conn -> {
            throw new HttpException(409, "changed meanwhile");
        })));
    });
    private final Plug handled = ErrorHandler.plug(app, renderer);

    @Test
    void theRendererSeesTheConnAsItWasAtTheFailure() {
        TestConn test = TestConn.get("/broken/7").call(handled);
        assertThat(test.status()).isEqualTo(500);
        assertThat(test.text())
                .isEqualTo("the server failed to answer; its log says why user=ada route=/broken/:id id=7");
        assertThat(test.header("x-early")).isEqualTo("kept");
        assertThat(test.header("x-late")).isEqualTo("500");
        assertThat(test.conn().halted()).isTrue();
    }

    @Test
    void alsoBehindAForward() {
        assertThat(TestConn.get("/inner/3").call(handled).text())
                .isEqualTo("changed meanwhile user=ada route=/inner/:id id=3");
    }

    @Test
    void theFieldsOfAnHttpExceptionAreKept() {
        TestConn test = TestConn.post("/broken/7").call(handled);
        assertThat(test.status()).isEqualTo(405);
        assertThat(test.header("allow")).contains("GET");
        assertThat(test.text()).contains("user=ada route=none");
    }

    @Test
    void exceptionsHaveStatusesByTheirClass() {
        var options = ErrorHandler.Options.of(renderer).withStatus(FileNotFoundException.class, 404)
                .withStatus(IOException.class, 503);
        TestConn test = TestConn.get("/missing").call(ErrorHandler.plug(app, options));
        assertThat(test.status()).isEqualTo(404);
        assertThat(test.text()).doesNotContain("secret");
        assertThatThrownBy(() -> options.withStatus(Error.class, 200))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aResponseThatHasBegunIsCutAndNoSecondIsSent() {
        TestConn begun = TestConn.get("/begun").call(handled);
        assertThat(begun.awaitEnd()).isEqualTo(TestConn.End.CUT);
        assertThat(begun.text()).isEqualTo("some");
        assertThat(TestConn.get("/sent").call(handled).text()).isEqualTo("fine");
        assertThat(rendered).hasValue(0);
    }

    @Test
    void aClientThatHasLeftIsNotAnswered() {
        TestConn test = TestConn.get("/held").start(handled);
        test.leave();
        assertThat(test.exit().clientGone()).isTrue();
        assertThat(rendered).hasValue(0);
    }

    @Test
    void aRendererThatFailsOrSendsNothingGivesWayToThePlainResponse() {
        for (ErrorHandler.Renderer bad : new ErrorHandler.Renderer[]{(conn, failure) -> conn,
                (conn, failure) -> {
                    throw new IOException("template");
                }}) {
            TestConn test = TestConn.get("/inner/3").call(ErrorHandler.plug(app, bad));
            assertThat(test.status()).isEqualTo(409);
            assertThat(test.text()).contains("changed meanwhile");
        }
    }

    @Test
    void aFailingCallbackEndsInThePlainResponse() {
        assertThat(TestConn.get("/callback").call(handled).status()).isEqualTo(500);
        assertThat(TestConn.get("/set").call(handled).status()).isEqualTo(500);
        assertThat(rendered).hasValueGreaterThan(0);
    }

    @Test
    void aHandlerInsideAnotherHasTheFirstWord() {
        Plug outer = ErrorHandler.plug(handled, (conn, failure) -> conn.text(599, "outer"));
        assertThat(TestConn.get("/broken/7").call(outer).status()).isEqualTo(500);
        assertThat(rendered).hasValue(1);
    }

    @Test
    void aProblemIsRenderedAsRfc9457Says() {
        Plug api = Plug.pipeline(RequestId.plug(RequestId.Options.defaults().withGenerator(() -> "r1")),
                ProblemJson.plug(Router.of(r -> r.get("/buy", conn -> {
                    throw new ProblemException(403, URI.create("https://example.com/credit"), "No credit",
                            "Your balance is 30.", Map.of("balance", 30, "status", 200));
                }))));
        TestConn test = TestConn.get("/buy").call(api);
        assertThat(test.status()).isEqualTo(403);
        assertThat(test.header("content-type")).isEqualTo("application/problem+json");
        assertThat(test.text())
                .isEqualTo("{\"type\":\"https://example.com/credit\",\"title\":\"No credit\",\"status\":403,"
                        + "\"detail\":\"Your balance is 30.\",\"instance\":\"/buy#r1\",\"requestId\":\"r1\",\"balance\":30}");
        assertThat(TestConn.get("/none").call(api).text())
                .startsWith("{\"title\":\"Not Found\",\"status\":404,");
    }

    @Test
    void theInstanceOfAProblemNamesThisOccurrence() {
        var ids = RequestId.plug(RequestId.Options.defaults().withGenerator(() -> "r 1"));
        Plug failing = ProblemJson.plug(conn -> {
            throw new ProblemException(409, "taken", conn.requestPath().equals("/own")
                    ? Map.of("instance", "https://errors.example.com/17")
                    : Map.of());
        });
        assertThat(TestConn.get("//evil.example/x?secret=1").call(Plug.pipeline(ids, failing)).text())
                .contains("\"instance\":\"/evil.example/x#r%201\"");
        assertThat(TestConn.get("/own").call(Plug.pipeline(ids, failing)).text())
                .contains("\"instance\":\"https://errors.example.com/17\"");
        assertThat(TestConn.get("/x").call(failing).text()).as("nothing names it").doesNotContain("instance");
    }

    @Test
    void aProblemTellsNothingOfTheInsideAndPagesGoToBrowsers() {
        Plug both = ErrorHandler.plug(app, ProblemJson.or(renderer));
        TestConn json = TestConn.get("/broken/7").header("accept", "application/json").call(both);
        assertThat(json.text()).contains("\"status\":500").doesNotContain("secret");
        assertThat(TestConn.get("/broken/7").header("accept", "text/html").call(both).text())
                .contains("user=ada");
        for (String equal : new String[]{"*/*", "text/html, application/json", "image/png"}) {
            assertThat(TestConn.get("/broken/7").header("accept", equal).call(both).text()).as(equal)
                    .contains("user=ada");
        }
        assertThat(TestConn.get("/broken/7").header("accept", "text/html;q=0.8, application/*").call(both)
                .text())
                .contains("\"status\":500");
    }
}
