package io.pastelli.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.conn.State;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StreamTest {
    @Test
    void aStreamRouteOpensAnEventStreamAndHandsItOn() {
        var router = Router.of(r -> r.stream("/events/:id", conn -> {
            conn.event("hello " + conn.pathParam("id") + " " + conn.state());
            return conn;
        }));
        var answer = Call.get(router, "/events/7");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(answer.header("cache-control")).isEqualTo("no-cache");
        assertThat(answer.header("x-accel-buffering")).isEqualTo("no");
        assertThat(answer.body()).isEqualTo("data: hello 7 CHUNKED\n\n");
        assertThat(answer.conn().state()).isEqualTo(State.CHUNKED);
    }

    @Test
    void thePlugBeforeMayAssignTheInitialChunkAndChangeFields() {
        var router = Router.of(r -> r.stream("/events",
                conn -> conn.assign(Conn.INIT_CHUNK, "retry: 6000\n\n").putRespHeader("x-mine", "1"),
                conn -> conn));
        var answer = Call.get(router, "/events");
        assertThat(answer.body()).isEqualTo("retry: 6000\n\n");
        assertThat(answer.header("x-mine")).isEqualTo("1");
    }

    @Test
    void thePlugBeforeMayAnswerOtherwiseAndHalt() {
        var opened = new AtomicBoolean();
        var router = Router.of(r -> r.stream("/events", conn -> conn.sendResp(403, "no").halt(), conn -> {
            opened.set(true);
            return conn;
        }));
        assertThat(Call.get(router, "/events").status()).isEqualTo(403);
        assertThat(opened).isFalse();
    }

    @Test
    void headGetsTheHeadAndNoStream() {
        var opened = new AtomicBoolean();
        var router = Router.of(r -> r.stream("/events", conn -> {
            opened.set(true);
            return conn;
        }));
        var answer = Call.of(router, "HEAD", "/events");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("text/event-stream");
        assertThat(opened).isFalse();
    }

    @Test
    void aStreamRouteAnswersGetOnly() {
        var router = Router.of(r -> r.stream("/events", conn -> conn));
        assertThat(Call.refused(router, "POST", "/events").headers().first("allow"))
                .contains("GET, HEAD, OPTIONS");
    }
}
