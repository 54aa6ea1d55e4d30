package io.pastelli.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests come at fixed times and all are answered; how soon, no test says. */
class LatencyTest {
    @TempDir
    Path folder;

    @Test
    void everyRequestIsAnsweredByEveryVariant() throws Exception {
        String table = Latency.run(new LatencyOptions(List.of("jetty"), List.of("json"), List.of(10),
                Duration.ofMillis(200), 1), folder);

        assertThat(table).contains("| bare ", "| ours ", "| closed ");
        assertThat(Files.readString(folder.resolve("results-latency.json"))).contains("\"p999\"")
                .doesNotContainPattern("\"missing\" : [1-9]");
    }

    @Test
    void anUnknownOptionIsAnsweredWithOneLine() {
        assertThatThrownBy(() -> LatencyOptions.parse("--workload", "post"))
                .hasMessageContaining("plain,json");
    }
}
