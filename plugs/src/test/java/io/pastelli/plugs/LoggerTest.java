package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestTime;
import java.time.Duration;
import java.util.ResourceBundle;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoggerTest {
    private final Lines lines = new Lines();
    private final TestTime time = new TestTime();

    @Test
    void aRequestIsOneLineWithoutItsQuery() throws InterruptedException {
        TestConn.get("/notes/7?token=secret").call(logged(conn -> {
            time.advance(Duration.ofMillis(3));
            return conn.sendResp(201, "hello");
        }));
        assertThat(lines.next()).isEqualTo("GET /notes/7 201, 5 bytes, 3.0 ms");
    }

    @Test
    void theQueryIsLoggedWhenAskedFor() throws InterruptedException {
        TestConn.get("/notes?page=2")
                .call(Plug.pipeline(Logger.plug(options().withQuery(true)), conn -> conn.sendResp(200, "")));
        assertThat(lines.next()).startsWith("GET /notes?page=2 200, 0 bytes");
    }

    @Test
    void theCoresOwnErrorsAreLoggedToo() throws InterruptedException {
        TestConn.get("/").call(logged(conn -> {
            throw new HttpException(418, "short and stout");
        }));
        assertThat(lines.next()).startsWith("GET / 418, ");
        TestConn.get("/").call(logged(conn -> {
            throw new IllegalStateException("boom");
        }));
        assertThat(lines.next()).startsWith("GET / 500, ");
    }

    @Test
    void aStreamIsLoggedAtItsEndWithItsReason() throws InterruptedException {
        TestConn test = TestConn.get("/events").call(logged(conn -> conn.sendChunked(200)));
        test.conn().chunk("12345");
        assertThat(lines.queue).isEmpty();
        time.advance(Duration.ofSeconds(60));
        test.leave();
        assertThat(lines.next())
                .isEqualTo("GET /events 200, stream of 5 bytes, 60000.0 ms, ended by ClientClosed[]");
    }

    @Test
    void aClientThatLeavesUnansweredIsSaid() throws InterruptedException {
        TestConn test = TestConn.get("/slow").start(logged(conn -> {
            conn.owner().sleep(Duration.ofDays(1));
            return conn;
        }));
        test.leave();
        assertThat(lines.next()).isEqualTo("GET /slow not answered, 0.0 ms, ended by ClientClosed[]");
    }

    @Test
    void theRequestsIdIsInTheLineAndInTheResponse() throws InterruptedException {
        Plug plug = Plug.pipeline(RequestId.plug(), Logger.plug(options()), conn -> conn.sendResp(200, ""));
        TestConn made = TestConn.get("/").call(plug);
        assertThat(made.header("x-request-id")).matches("[A-Za-z0-9_-]{22}");
        assertThat(lines.next()).endsWith(", id=" + made.header("x-request-id"));
        assertThat(TestConn.get("/").call(plug).header("x-request-id"))
                .isNotEqualTo(made.header("x-request-id"));
    }

    @Test
    void anIdThatCameIsTakenWhenItIsPlain() {
        Plug plug = Plug.pipeline(RequestId.plug(),
                conn -> conn.sendResp(200, RequestId.of(conn).orElseThrow()));
        String twenty = "a".repeat(20);
        for (String good : new String[]{twenty, "a".repeat(200), "0af7651916cd43dd8448eb211c80319c"}) {
            assertThat(TestConn.get("/").header("x-request-id", good).call(plug).text()).isEqualTo(good);
        }
        for (String bad : new String[]{"a".repeat(19), "a".repeat(201), "", twenty + " id=x",
                twenty + "\u00e9"}) {
            assertThat(TestConn.get("/").header("x-request-id", bad).call(plug).text()).isNotEqualTo(bad)
                    .hasSize(22);
        }
        Plug own = RequestId.plug(RequestId.Options.defaults().withTaken(false).withHeader("x-trace")
                .withGenerator(() -> "mine"));
        assertThat(TestConn.get("/").header("x-trace", twenty)
                .call(Plug.pipeline(own, conn -> conn.sendResp(200, "")))
                .header("x-trace")).isEqualTo("mine");
    }

    private Plug logged(Plug plug) {
        return Plug.pipeline(Logger.plug(options()), plug);
    }

    private Logger.Options options() {
        return Logger.Options.defaults().withLogger(lines).withTime(time);
    }

    private static final class Lines implements System.Logger {
        private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            String line = queue.poll(5, TimeUnit.SECONDS);
            return line == null ? "no line came" : line;
        }

        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level == Level.INFO;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String message,
                @Nullable Throwable thrown) {
            queue.add(String.valueOf(message));
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format,
                @Nullable Object... values) {
            queue.add(String.valueOf(format));
        }
    }
}
