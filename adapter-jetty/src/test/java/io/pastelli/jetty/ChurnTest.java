package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** Clients that come, stall, leave and break off at random: everybody's end is told and nothing is left over. */
class ChurnTest {
    private static final int CLIENTS = 24;
    private static final long NANOS = 3_000_000_000L;
    private static final String[] ENDS = {"fin", "reset", "half", "stay"};

    @Test
    void nobodyIsForgottenWhenAFinIsLeaving() {
        churn(HalfClose.LEAVES);
    }

    @Test
    void nobodyIsForgottenWhenAHalfClosedClientIsServed() {
        churn(HalfClose.IS_SERVED);
    }

    private static void churn(HalfClose halfClose) {
        var open = new AtomicInteger();
        var served = new AtomicInteger();
        var missed = new AtomicInteger();
        try (var log = new Logged("org.eclipse.jetty"); var rig = new Rig(Rig.settings(halfClose), held -> {
            open.incrementAndGet();
            try {
                serve(held, halfClose == HalfClose.IS_SERVED, missed);
            } finally {
                open.decrementAndGet();
                served.incrementAndGet();
            }
        })) {
            log.clear();
            long end = System.nanoTime() + NANOS;
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < CLIENTS; i++) {
                    pool.execute(() -> {
                        while (System.nanoTime() < end) {
                            visit(rig);
                        }
                    });
                }
            }
            eventuallyZero(open);
            eventuallyZero(rig);
            assertThat(missed).hasValue(0);
            assertThat(served.get()).isGreaterThan(100);
            assertThat(log.above(Level.FINE)).isEmpty();
        }
    }

    /** Answers at once, or streams: some end by themselves, the others when they are told that the client has gone. */
    private static void serve(Rig.Held held, boolean beats, AtomicInteger missed) throws Exception {
        var random = ThreadLocalRandom.current();
        held.exchange().watch();
        if (random.nextBoolean()) {
            try {
                held.body();
            } catch (IOException gone) {
                // told below
            }
        }
        if (held.exchange().target().equals("/full")) {
            held.begin(new ResponseHead(200, Headers.of("content-length", "2"), Framing.LENGTH), "ok", true)
                    .exceptionally(e -> null).join();
            return;
        }
        held.begin(new ResponseHead(200, Headers.empty(), Framing.STREAM), "a", false)
                .exceptionally(e -> null).join();
        held.exchange().watch();
        for (int i = random.nextInt(10); i > 0; i--) {
            held.write(new byte[10], false).exceptionally(e -> null).join();
        }
        if (random.nextBoolean()) {
            held.write(new byte[1], true).exceptionally(e -> null).join();
            return;
        }
        long end = System.nanoTime() + 5_000_000_000L;
        while (!held.exit().isDone() && System.nanoTime() < end) {
            if (beats) { // a half-closed client that is served is found by writes only
                held.write(new byte[10], false).exceptionally(e -> null).join();
            }
            Thread.sleep(2);
        }
        if (!held.exit().isDone()) {
            missed.incrementAndGet();
            held.exchange().cut();
        }
    }

    private static void visit(Rig rig) {
        var random = ThreadLocalRandom.current();
        try (var client = rig.client()) {
            String target = random.nextBoolean() ? "/full" : "/stream";
            String body = random.nextInt(3) == 0
                    ? "content-length: 2000\r\n\r\n" + "x".repeat(random.nextInt(2001))
                    : "\r\n";
            client.send("POST " + target + " HTTP/1.1\r\nhost: test\r\n" + body);
            if (random.nextInt(3) == 0) {
                client.get("/full");
            }
            if (random.nextBoolean()) {
                Thread.sleep(random.nextInt(15));
            }
            switch (ENDS[random.nextInt(ENDS.length)]) {
                case "reset" -> client.reset();
                case "half" -> {
                    client.halfClose();
                    client.socket().setSoTimeout(random.nextInt(1, 30));
                    for (int left = random.nextInt(300); left > 0 && client.next() >= 0; left--) {
                        // a reader that stops in the middle
                    }
                }
                case "stay" -> Thread.sleep(random.nextInt(30));
                default -> {
                }
            }
        } catch (UncheckedIOException | IOException | InterruptedException | AssertionError broken) {
            // the server may have closed first, or sends nothing more
        }
    }

    private static void eventuallyZero(AtomicInteger open) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (open.get() != 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(open).hasValue(0);
    }

    private static void eventuallyZero(Rig rig) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (((JettyListener) rig.listener).connections() != 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(((JettyListener) rig.listener).connections()).isZero();
    }
}
