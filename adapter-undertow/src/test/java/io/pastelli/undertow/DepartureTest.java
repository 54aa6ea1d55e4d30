package io.pastelli.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.owner.Exit;
import io.pastelli.undertow.TestServer.Call;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DepartureTest {

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void aClientThatLeavesIsToldWithinMilliseconds(boolean streaming, boolean reset) throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            if (streaming) {
                call.stream("hello");
            }
            call.exchange.watch();
        })) {
            long[] micros = new long[100];
            for (int i = 0; i < micros.length; i++) {
                var client = server.connect().get("/");
                Call call = server.next();
                if (streaming) {
                    client.readUntil("hello");
                }
                long from = System.nanoTime();
                client.leave(reset);
                assertThat(call.awaitExit())
                        .isInstanceOf(reset ? Exit.ClientReset.class : Exit.ClientClosed.class);
                micros[i] = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - from);
                call.exchange.cut();
            }
            Arrays.sort(micros);
            System.out.printf("%s %s: median %d us, p99 %d us, most %d us%n", streaming ? "stream" : "held",
                    reset ? "RST" : "FIN", micros[50], micros[98], micros[99]);
            assertThat(micros[98]).isLessThan(TimeUnit.MILLISECONDS.toMicros(200));
        }
    }
}
