package io.pastelli.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short soak: everything is right, and nothing is left over. */
class SoakTest {
    @TempDir
    Path folder;

    @Test
    void everyVisitorGetsWhatIsDueAndNothingIsLeft() throws Exception {
        String tables = Soak.run(new SoakOptions(List.of("jetty"), Duration.ofSeconds(3),
                Duration.ofSeconds(3), Duration.ofMillis(500), 0.1), folder);

        assertThat(tables).contains("| jetty ", "| live heap MiB ", "every response was right",
                "too short to say what grows");
        assertThat(Files.readString(folder.resolve("results-soak.json"))).contains("\"heap\"", "\"base\"")
                .doesNotContain("\"checked\" : 0,");
    }

    @Test
    void growthIsSeenAndNoiseIsNot() {
        assertThat(trend(0.1).flat()).as("a tenth of a percent in 30 s is 12 % in an hour").isFalse();
        assertThat(trend(0.1).percent()).isBetween(10.0, 13.0);
        assertThat(trend(0).flat()).isTrue();
        assertThat(trend(-1).flat()).isTrue();
    }

    /** Half an hour of samples around 100 that grow by so much every half minute. */
    private static Trend trend(double growth) {
        return Trend.of("x", IntStream.range(0, 60).mapToObj(i -> sample(30.0 * i, 100 + growth * i
                + Math.sin(i * 7) / 2)).toList(), Sample::heap);
    }

    private static Sample sample(double second, double heap) {
        return new Sample("netty", second, heap, 10, 4, 70, 1000, 0, 0, 0);
    }

    @Test
    void whatIsLeftIsNamed() {
        Sample more = new Sample("netty", 0, 100, 10, 21, 70, 1000, 1, 0, 0);

        assertThat(Outcome.left(sample(0, 100), sample(0, 90))).isEmpty();
        assertThat(Outcome.left(sample(0, 100), more)).containsExactly(
                "1 streams where at most 0 were due", "21 virtual threads where at most 20 were due");
    }

    @Test
    void anUnknownOptionIsAnsweredWithOneLine() {
        assertThatThrownBy(() -> SoakOptions.parse("--minutes", "0"))
                .hasMessageContaining("is a number from");
        assertThatThrownBy(() -> SoakOptions.parse("--only", "tomcat"))
                .hasMessageContaining("netty,jetty,undertow");
    }
}
