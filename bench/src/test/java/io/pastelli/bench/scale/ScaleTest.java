package io.pastelli.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every axis is measured; what it costs, no test says. */
class ScaleTest {
    @TempDir
    Path folder;

    @Test
    void everyAxisIsMeasured() throws Exception {
        String table = Scale.run(new ScaleOptions(List.of("undertow"), List.of(Axis.values()), 100,
                Duration.ofMillis(100)), folder);

        assertThat(table).contains("| bare ", "| ours ");
        for (Axis axis : Axis.values()) {
            assertThat(table).contains("| " + axis.label() + " ");
        }
        assertThat(Files.readString(folder.resolve("results-scale.json"))).contains("\"slope\"")
                .doesNotContain("\"micros\" : 0.0");
    }

    @Test
    void theSlopeIsThatOfLogarithms() {
        assertThat(Point.slope(List.of(point(10, 5), point(100, 5), point(1000, 5)))).isEqualTo(0);
        assertThat(Point.slope(List.of(point(10, 5), point(100, 50), point(1000, 500)))).isEqualTo(1,
                within(1e-9));
    }

    private static Point point(double x, double micros) {
        return new Point("x", "netty", "ours", x, micros, 1);
    }

    @Test
    void anUnknownOptionIsAnsweredWithOneLine() {
        assertThatThrownBy(() -> ScaleOptions.parse("--workload", "post"))
                .hasMessageContaining("connections,streams,routes,chunks,headers,cores");
    }
}
