package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Requests that came together: those that are answered at once, on the thread that read them, may go out together. */
class PipeliningTest {
    private static final ResponseHead SWITCH = new ResponseHead(101, Headers.of("upgrade", "echo"),
            Framing.UPGRADE);

    private static Rig.Held held(Exchange exchange) {
        exchange.attach(exit -> {});
        return new Rig.Held(exchange, new CompletableFuture<>(), new CompletableFuture<>());
    }

    /** Answers, here and now. */
    private static void answer(Exchange exchange, String body) {
        var _ = held(exchange).begin(
                new ResponseHead(200, Headers.of("content-length", "" + body.length()), Framing.LENGTH),
                body,
                true);
    }

    private static void serve(Consumer<Exchange> receiver, Consumer<RawClient> visit) throws IOException {
        var listener = new JettyAdapter().listen(Rig.SETTINGS, receiver::accept);
        try (var client = new RawClient(listener.port())) {
            visit.accept(client);
        } finally {
            listener.close();
        }
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nhost: a\r\n\r\n";
    }

    @Test
    void answersOfManySizesKeepTheirOrder() throws IOException {
        serve(exchange -> answer(exchange, exchange.target().repeat(exchange.target().length() * 4)),
                client -> {
                    var all = new StringBuilder();
                    for (int i = 0; i < 120; i++) {
                        all.append(get("/" + "x".repeat(i % 50) + i));
                    }
                    client.send(all.toString());
                    for (int i = 0; i < 120; i++) {
                        assertThat(client.response()).contains("\r\n\r\n/" + "x".repeat(i % 50) + i);
                    }
                });
    }

    @Test
    void aRefusalFollowsTheAnswersBefore() throws IOException {
        serve(exchange -> answer(exchange, "x"), client -> {
            client.send(get("/").repeat(3) + "GARBAGE\r\n\r\n");
            assertThat(client.rest().split("HTTP/1.1 ")).hasSize(5)
                    .satisfies(all -> assertThat(all[3]).startsWith("200"))
                    .satisfies(all -> assertThat(all[4]).startsWith("400"));
        });
    }

    @Test
    void anExchangeThatIsCutTakesNoAnswerBeforeWithIt() throws IOException {
        serve(exchange -> {
            if (exchange.target().equals("/cut")) {
                held(exchange).exchange().cut();
            } else {
                answer(exchange, "done");
            }
        }, client -> assertThat(client.send(get("/") + get("/cut") + get("/")).rest()).endsWith("done")
                .containsOnlyOnce("HTTP/1.1"));
    }

    @Test
    void aStreamAndAnUpgradeFollowTheAnswersBefore() throws IOException {
        serve(exchange -> {
            switch (exchange.target()) {
                case "/stream" -> {
                    var held = held(exchange);
                    Rig.get(held.begin(new ResponseHead(200, Headers.empty(), Framing.STREAM), "one", false));
                    Rig.get(held.write("", true));
                }
                case "/upgrade" -> Rig.get(held(exchange).begin(SWITCH, "hello", false));
                default -> answer(exchange, "done");
            }
        }, client -> {
            client.send(get("/") + get("/stream") + get("/")
                    + "GET /upgrade HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\nbytes");
            assertThat(client.until("hello")).containsSubsequence("done", "one\r\n", "0\r\n\r\n", "done",
                    "101 ");
        });
    }

    @Test
    void continueIsSaidBehindTheAnswersBefore() throws IOException {
        serve(exchange -> {
            if (exchange.method().equals("GET")) {
                answer(exchange, "done");
            } else {
                echo(exchange);
            }
        }, client -> {
            client.send(get("/") + "POST / HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\n"
                    + "content-length: 5\r\n\r\n");
            assertThat(client.until("100 Continue\r\n\r\n")).containsOnlyOnce("done");
            assertThat(client.send("hello").response()).endsWith("hello");
        });
    }

    private static void echo(Exchange exchange) {
        Thread.startVirtualThread(() -> {
            try {
                answer(exchange, new String(held(exchange).body(), StandardCharsets.US_ASCII));
            } catch (IOException e) {
                exchange.cut();
            }
        });
    }

    @Test
    void whoReadsNothingIsServedNoMoreUntilItReads() throws IOException {
        var served = new AtomicInteger();
        String body = "b".repeat(1000);
        String many = get("/").repeat(200);
        serve(exchange -> {
            served.incrementAndGet();
            answer(exchange, body);
        }, client -> {
            Thread sender = Thread.startVirtualThread(() -> {
                for (int i = 0; i < 200; i++) {
                    client.send(many);
                }
            });
            assertThat(untilItStays(served)).as("answered to a client that reads nothing").isLessThan(20_000);
            int one = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n".length() + body.length();
            for (int left = 40_000 * one; left > 0;) {
                left -= client.take(Math.min(left, 64 * 1024));
            }
            Rig.get(CompletableFuture.runAsync(() -> join(sender)));
            assertThat(served).hasValue(40_000);
        });
    }

    /** Waits until nothing has been added for half a second. */
    private static int untilItStays(AtomicInteger count) {
        int before = -1;
        for (int turn = 0; turn < 40 && before != count.get(); turn++) {
            before = count.get();
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return count.get();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
