package io.pastelli.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    @Test
    void connectionsThatCameTogetherAreNotProbedTogether() {
        var drawn = Stream.generate(KeepAlive.DEFAULT::spread).limit(1_000)
                .collect(Collectors.groupingBy(KeepAlive::idle));

        assertThat(drawn.keySet()).hasSizeGreaterThan(4)
                .allSatisfy(
                        idle -> assertThat(idle).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(15)));
        assertThat(drawn.values()).flatExtracting(each -> each)
                .extracting(KeepAlive::probes, KeepAlive::interval)
                .containsOnly(tuple(15, Duration.ofSeconds(1)));
    }

    @Test
    void aSecondIsTheLeast() {
        var shortest = new KeepAlive(Duration.ofSeconds(1), Duration.ofSeconds(1), 1);

        assertThat(shortest.spread()).isEqualTo(shortest);
        assertThatThrownBy(() -> new KeepAlive(Duration.ofMillis(900), Duration.ofSeconds(1), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("whole seconds");
    }
}
