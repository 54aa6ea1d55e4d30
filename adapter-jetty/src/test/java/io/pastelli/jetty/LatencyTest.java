package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How long it takes from a client's leaving until it is told. */
class LatencyTest {
    private static final int ROUNDS = 200;

    @Test
    void aDepartureIsToldWithinMilliseconds() {
        for (boolean held : new boolean[]{false, true}) {
            for (boolean reset : new boolean[]{false, true}) {
                long[] micros = measure(held, reset);
                System.getLogger("io.pastelli.jetty").log(System.Logger.Level.INFO,
                        "{0} {1}: median {2} us, p99 {3} us, max {4} us",
                        held ? "held request" : "idle stream",
                        reset ? "RST" : "FIN", micros[ROUNDS / 2], micros[ROUNDS * 99 / 100],
                        micros[ROUNDS - 1]);
                assertThat(micros[ROUNDS / 2]).isLessThan(20_000); // the machine may be busy with other things
            }
        }
    }

    private static long[] measure(boolean held, boolean reset) {
        long[] micros = new long[ROUNDS];
        try (var rig = new Rig(exchange -> {
            if (held) {
                exchange.exchange().watch();
            } else {
                exchange.open();
            }
        })) {
            for (int i = 0; i < ROUNDS; i++) {
                try (var client = rig.client()) {
                    client.get("/");
                    var exchange = rig.next();
                    long start = System.nanoTime();
                    if (reset) {
                        client.reset();
                    } else {
                        client.fin();
                    }
                    micros[i] = (Rig.get(exchange.exitNanos()) - start) / 1000;
                }
            }
        }
        Arrays.sort(micros);
        return micros;
    }
}
