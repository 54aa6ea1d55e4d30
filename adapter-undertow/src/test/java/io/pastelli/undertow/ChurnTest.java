package io.pastelli.undertow;

import io.pastelli.adapter.Http2;
import java.util.Optional;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Settings;
import io.pastelli.owner.Exit;
import io.pastelli.undertow.TestServer.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that come, stall, leave and reset at random: every departure is told, nothing is left over. */
class ChurnTest {
    private static final Duration LONG = Duration.ofSeconds(3);
    private static final int CLIENTS = 16;
    private static final String HOST = " HTTP/1.1\r\nhost: a\r\n";

    @ParameterizedTest
    @EnumSource(HalfClose.class)
    void nobodyIsMissedAndNothingIsLeft(HalfClose mode) throws Exception {
        var settings = new Settings("127.0.0.1", 0, TestServer.SETTINGS.limits(),
                TestServer.SETTINGS.timeouts(), mode,
                TestServer.SETTINGS.keepAlive(), 16 * 1024, Optional.empty(), Http2.DEFAULT);
        var held = new ConcurrentLinkedQueue<Call>();
        var wrong = new ConcurrentLinkedQueue<String>();
        var visits = new AtomicInteger();
        try (var server = new TestServer(settings, call -> handle(call, held, mode == HalfClose.IS_SERVED))) {
            var threads = new ArrayList<Thread>();
            long until = System.nanoTime() + LONG.toNanos();
            for (int i = 0; i < CLIENTS; i++) {
                var random = new Random(i);
                threads.add(Thread.ofVirtual().start(() -> {
                    while (System.nanoTime() < until && wrong.isEmpty()) {
                        try {
                            visit(server, random);
                        } catch (IOException | RuntimeException e) {
                            wrong.add(e.toString());
                        }
                        visits.incrementAndGet();
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(wrong).isEmpty();
            for (Call call : held) {
                assertThat(call.exit.get(5, TimeUnit.SECONDS)).isInstanceOfAny(Exit.ClientClosed.class,
                        Exit.ClientReset.class);
            }
            server.awaitNoConnection();
            System.out.printf("churn %s: %d visits, %d held%n", mode, visits.get(), held.size());
        }
    }

    /** /hold and /stream last until the client leaves; others are answered. */
    private static void handle(Call call, ConcurrentLinkedQueue<Call> held, boolean halfClosesAreServed)
            throws Exception {
        switch (call.exchange.target()) {
            case "/hold" -> {
                call.cutWhenGone();
                call.exchange.watch();
                if (halfClosesAreServed) { // a FIN is no news then: such a poll ends by its time
                    Thread.sleep(20);
                    answerUnlessGone(call);
                } else {
                    held.add(call);
                }
            }
            case "/stream" -> {
                held.add(call);
                call.cutWhenGone();
                call.stream("open");
                while (halfClosesAreServed && !call.exit.isDone()) { // one that left after a half-close is found by writes
                    Thread.sleep(5);
                    chunkUnlessGone(call, "beat");
                }
            }
            case "/flood" -> {
                held.add(call);
                call.cutWhenGone();
                call.stream("open");
                while (!call.exit.isDone()) {
                    chunkUnlessGone(call, "x".repeat(20_000));
                }
            }
            default -> {
                call.exchange.watch();
                answerUnlessGone(call);
            }
        }
    }

    private static void chunkUnlessGone(Call call, String chunk) throws Exception {
        try {
            call.chunk(chunk);
        } catch (ExecutionException e) {
            assertThat(e).hasRootCauseInstanceOf(IOException.class);
        }
    }

    private static void answerUnlessGone(Call call) throws Exception {
        try {
            call.full(call.body());
        } catch (ExecutionException e) {
            assertThat(e).hasRootCauseInstanceOf(IOException.class);
        }
    }

    private static void visit(TestServer server, Random random) throws IOException {
        try (var client = server.connect()) {
            for (int i = random.nextInt(3); i > 0; i--) {
                String body = "y".repeat(random.nextInt(3000));
                client.send("POST /echo" + HOST + "content-length: " + body.length() + "\r\n\r\n" + body);
                if (!client.readResponse().endsWith("\r\n\r\n" + body)) {
                    throw new IOException("a wrong answer");
                }
            }
            String target = switch (random.nextInt(4)) {
                case 0 -> "/hold";
                case 1 -> "/stream";
                case 2 -> "/flood";
                default -> "/echo";
            };
            String pipelined = random.nextInt(3) == 0 ? "GET /echo" + HOST + "\r\n" : "";
            client.send("GET " + target + HOST + "\r\n" + pipelined);
            if (target.equals("/stream") && random.nextBoolean()) {
                client.readUntil("open");
            }
            if (random.nextInt(3) == 0) {
                java.util.concurrent.locks.LockSupport.parkNanos(random.nextInt(20_000_000));
            }
            if (random.nextInt(4) == 0) {
                client.halfClose();
            }
            client.leave(random.nextBoolean());
        }
    }
}
