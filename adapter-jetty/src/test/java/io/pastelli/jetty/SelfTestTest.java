package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class SelfTestTest {
    @Test
    void aJettyThatTellsIsFoundOutWithoutAWord() {
        try (var log = new Logged("io.pastelli"); var rig = new Rig(held -> {})) {
            assertThat(log.above(Level.FINE)).isEmpty();
            assertThat(rig.held).isEmpty();
        }
    }

    @Test
    void aJettyThatDoesNotTellGivesOneWarningAndIsServedWithoutAWatch() {
        try (var log = new Logged("io.pastelli");
                var rig = new Rig(new JettyAdapter(true, Duration.ofMillis(100), null), Rig.SETTINGS,
                        Rig.Held::open);
                var client = rig.client()) {
            assertThat(log.above(Level.FINE)).singleElement().asString().contains("heartbeats");
            client.get("/").until("\r\n\r\n");
            var held = rig.next();
            client.fin();
            for (int i = 0; i < 100_000 && !held.exit().isDone(); i++) {
                held.write(new byte[1], false).exceptionally(e -> null).join();
            }
            assertThat(held.departure().clientGone()).isTrue();
        }
    }

    @Test
    void aStartCostsLittle() {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long start = System.nanoTime();
            try (var rig = new Rig(held -> {})) {
                best = Math.min(best, System.nanoTime() - start);
                assertThat(rig.listener.port()).isPositive();
            }
        }
        assertThat(best).isLessThan(50_000_000L);
    }
}
