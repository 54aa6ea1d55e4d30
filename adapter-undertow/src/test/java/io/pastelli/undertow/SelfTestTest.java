package io.pastelli.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.owner.Exit;
import io.pastelli.undertow.TestServer.Call;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class SelfTestTest {
    private static final Logger LOGGER = Logger.getLogger(UndertowAdapter.class.getName());

    @Test
    void theSelfTestPassesQuickly() {
        long[] millis = new long[10];
        for (int i = 0; i < millis.length; i++) {
            int round = i;
            new TestServer(TestServer.SETTINGS, call -> {}, worker -> {
                long from = System.nanoTime();
                boolean passes = SelfTest.REAL.passes(worker);
                millis[round] = Duration.ofNanos(System.nanoTime() - from).toMillis();
                assertThat(passes).isTrue();
                return passes;
            }).close();
        }
        long first = millis[0];
        Arrays.sort(millis);
        System.out.printf("self-test: first %d ms, median %d ms, most %d ms%n", first, millis[5], millis[9]);
        assertThat(millis[5]).isLessThan(50);
    }

    @Test
    void whenItFailsOneLineWarnsAndDeparturesAreFoundByWritesOnly() throws Exception {
        var warnings = new AtomicInteger();
        var counter = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().equals(Level.WARNING)) {
                    warnings.incrementAndGet();
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        LOGGER.addHandler(counter);
        LOGGER.setUseParentHandlers(false);
        try (var server = new TestServer(TestServer.SETTINGS, call -> call.stream("open"), worker -> false)) {
            assertThat(warnings).hasValue(1);
            var client = server.connect().get("/");
            Call call = server.next();
            client.readUntil("open");
            client.close();
            assertThat(call.exit
                    .completeOnTimeout(new Exit.Normal(), 200, java.util.concurrent.TimeUnit.MILLISECONDS)
                    .copy().get()).as("nobody looks").isInstanceOf(Exit.Normal.class);
            var second = server.connect().get("/");
            Call written = server.next();
            second.readUntil("open");
            second.reset();
            long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (!written.exit.isDone() && System.nanoTime() < until) {
                try {
                    written.chunk("more");
                } catch (Exception e) {
                    break;
                }
            }
            assertThat(written.awaitExit()).isInstanceOf(Exit.ClientReset.class);
        } finally {
            LOGGER.removeHandler(counter);
            LOGGER.setUseParentHandlers(true);
        }
    }
}
