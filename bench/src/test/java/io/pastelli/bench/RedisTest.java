package io.pastelli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two nodes over a Redis are measured, and lose nothing; how fast, no test says. */
class RedisTest {
    @TempDir
    Path folder;

    @Test
    void everyRowIsMeasured() throws Exception {
        var pace = new Pace(2_000, 2_000, 1, Duration.ofMillis(200), 1, Duration.ofSeconds(60));

        String tables = RedisBench.run(new RedisOptions(List.of(Pair.MIXED),
                List.of(Shared.WS_200, Shared.SSE_200, Shared.HELD, Shared.MAILBOXES, Shared.PUBLISH), pace,
                200, 3), folder);

        assertThat(tables).contains("| paced ", "| burst ", "| ours on Jetty and Netty ",
                "| Redis, one node ",
                "| Redis, two nodes ", "| memory ");
        JsonNode json = JsonMapper.shared().readTree(Files.readString(folder.resolve("redis.json")));
        assertThat(json.path("rounds")).hasSize(2).allSatisfy(round -> {
            nothingIsAmiss(round);
            assertThat(round.path("store").asDouble()).isPositive();
        });
        assertThat(json.path("streams")).hasSize(4).allSatisfy(RedisTest::nothingIsAmiss);
        assertThat(json.path("streams").path(3).path("redis").asDouble()).isPositive();
        assertThat(json.path("held")).hasSize(4)
                .allSatisfy(held -> assertThat(held.path("heap").asDouble()).isGreaterThan(500));
        assertThat(json.path("trips")).hasSize(3)
                .allSatisfy(trips -> assertThat(trips.path("perSecond").asDouble()).isGreaterThan(10));
        assertThat(json.path("waiters")).hasSize(2).allSatisfy(waiting -> assertThat(
                waiting.path("arrived").asLong()).isEqualTo(waiting.path("sent").asLong()).isPositive());
        assertThat(json.path("waiters").path(1).path("connections").asInt()).isBetween(2, 20);
        assertThat(json.path("publishes")).hasSize(8)
                .allSatisfy(cost -> assertThat(cost.path("micros").asDouble()).isPositive());
    }

    private static void nothingIsAmiss(JsonNode round) {
        assertThat(round.path("lost").asLong(-1)).isZero();
        assertThat(round.path("doubled").asLong(-1)).isZero();
        assertThat(round.path("late").asLong(-1)).isZero();
        assertThat(round.path("deliveries").asLong()).isPositive();
        assertThat(round.path("cpu").asDouble()).isPositive();
    }

    @Test
    void anUnknownOptionIsAnsweredWithOneLine() {
        assertThatThrownBy(() -> RedisOptions.parse("--only", "cometd"))
                .hasMessage("unknown server cometd: choose of mixed,jetty,undertow,netty,faye");
        assertThatThrownBy(() -> RedisOptions.parse("--workload", "plain"))
                .hasMessageContaining("ws-200,ws-1000,lp-200,lp-1000,sse-200,held,mailboxes,publish");
    }
}
