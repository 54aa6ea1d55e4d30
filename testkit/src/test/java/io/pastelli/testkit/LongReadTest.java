package io.pastelli.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Settings;
import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.Dispatcher;
import io.pastelli.http.HttpException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By the real clock: long reads have no timer of their own. */
@Timeout(60)
class LongReadTest {
    private static final BodyOptions LONG = BodyOptions.DEFAULT.withTimeout(Duration.ofSeconds(8));

    @Test
    void aReaderWithoutATimerIsWokenByTheDeadlineKeeper() throws Exception {
        var exchange = new FakeExchange(TestRequest.of("POST", "/").openBody(10));
        var waited = new CompletableFuture<Duration>();
        long began = System.nanoTime();
        try (var dispatcher = new Dispatcher(conn -> {
            try {
                return conn.sendResp(200, conn.readBody(LONG).bytes());
            } catch (HttpException late) {
                assertThat(late.status()).isEqualTo(408);
                waited.complete(Duration.ofNanos(System.nanoTime() - began));
                throw late;
            }
        }, Settings.DEFAULT)) {
            dispatcher.receive(exchange);
            assertThat(waited.get(30, TimeUnit.SECONDS)).isBetween(Duration.ofSeconds(8),
                    Duration.ofSeconds(20));
        }
    }
}
