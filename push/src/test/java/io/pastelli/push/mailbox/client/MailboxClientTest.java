package io.pastelli.push.mailbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.pastelli.push.mailbox.Mailboxes;
import io.pastelli.push.mailbox.Served;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxClientTest {
    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow", "netty"})
    void messagesAreHandledInOrderAndAcknowledged(String adapter) throws Exception {
        var got = new CopyOnWriteArrayList<String>();
        try (var served = new Served(adapter, options -> options.withTimeout(Duration.ofMillis(300)))) {
            served.box("foobar").send("first");
            try (var client = MailboxClient.start(served.uri("foobar"), letter -> got.add(letter.text()))) {
                eventually(() -> got.contains("first"));
                eventually(() -> served.timeouts() > 1);
                for (int i = 0; i < 50; i++) {
                    served.box("foobar").send("m" + i);
                }
                eventually(() -> got.size() == 51);
                assertThat(client.ended()).isNotDone();
            }
            assertThat(got).startsWith("first", "m0", "m1").endsWith("m49").doesNotHaveDuplicates();
            assertThat(served.box("foobar").purge()).isZero(); // the last one was acknowledged by itself
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow", "netty"})
    void whatIsNotHandledComesAgain(String adapter) throws Exception {
        var got = new CopyOnWriteArrayList<String>();
        try (var served = new Served(adapter, options -> options.withLease(Duration.ofMillis(200)));
                var client = MailboxClient.start(served.uri("foobar"), letter -> {
                    got.add(letter.text() + " " + letter.deliveries());
                    if (letter.deliveries() == 1) {
                        throw new IllegalStateException("not today");
                    }
                }, ClientOptions.DEFAULT.withBackoff(Duration.ofMillis(20), Duration.ofMillis(50)))) {
            served.box("foobar").send("one");
            eventually(() -> got.size() == 2);
            assertThat(got).containsExactly("one 1", "one 2");
            assertThat(client.ended()).isNotDone();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow", "netty"})
    void itGoesOnWhenTheServerWasAway(String adapter) throws Exception {
        var got = new CopyOnWriteArrayList<String>();
        var boxes = Mailboxes.memory();
        var before = new Served(adapter, 0, boxes, options -> options);
        int port = before.port();
        try (var client = MailboxClient.start(before.uri("foobar"), letter -> got.add(letter.text()),
                ClientOptions.DEFAULT.withBackoff(Duration.ofMillis(20), Duration.ofMillis(100)))) {
            boxes.get("foobar").send("before");
            eventually(() -> got.contains("before"));
            before.stop();
            boxes.get("foobar").send("meanwhile");
            try (var after = new Served(adapter, port, boxes, options -> options)) {
                after.box("foobar").send("after");
                eventually(() -> got.size() == 3);
                assertThat(got).containsExactly("before", "meanwhile", "after");
                assertThat(client.ended()).isNotDone();
            }
        }
    }

    @Test
    void pausesAreRandomUpToALimitThatDoublesAndStartAnewAfterASuccess() throws Exception {
        var pauses = new ArrayList<Duration>();
        try (var server = new Scripted(500, 502, 500, 500, 500, 500, 500, 500, 500, 204, 500, 410)) {
            var options = new ClientOptions(Duration.ofSeconds(5), Map.of(), Optional.empty(),
                    new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), () -> 0.5), pauses::add);
            try (var client = MailboxClient.start(server.uri(), letter -> {}, options)) {
                assertThat(client.ended().get(20, TimeUnit.SECONDS)).isEqualTo(410);
            }
        }
        assertThat(pauses.stream().map(Duration::toMillis)).containsExactly(250L, 500L, 1000L, 2000L, 4000L,
                8000L, 15_000L, 15_000L, 15_000L, 250L);
    }

    @Test
    void aServerMaySayHowLongToStayAway() throws Exception {
        var pauses = new ArrayList<Duration>();
        try (var server = new Scripted(429, 503, 403)) {
            var options = new ClientOptions(Duration.ofSeconds(5), Map.of(), Optional.empty(),
                    new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), () -> 0.5), pauses::add);
            try (var client = MailboxClient.start(server.uri(), letter -> {}, options)) {
                assertThat(client.ended().get(20, TimeUnit.SECONDS)).isEqualTo(403);
            }
        }
        assertThat(pauses).containsExactly(Duration.ofMillis(7250), Duration.ofMillis(7500));
    }

    @Test
    void aMessageThatComesAgainIsAcknowledgedAndNotHandledAgain() throws Exception {
        var got = new CopyOnWriteArrayList<String>();
        try (var server = new Scripted(200, 200, 200, 403);
                var client = MailboxClient.start(server.uri(), letter -> got.add(letter.id()))) {
            assertThat(client.ended().get(20, TimeUnit.SECONDS)).isEqualTo(403);
            assertThat(got).containsExactly("the-same");
            assertThat(server.acks).containsExactly("", "the-same", "the-same", "the-same");
        }
    }

    /** Answers with one status after the other, each with {@code retry-after: 7}. */
    private static final class Scripted implements AutoCloseable {
        final List<String> acks = Collections.synchronizedList(new ArrayList<>());
        private final HttpServer server;

        Scripted(int... statuses) throws IOException {
            var left = new ArrayDeque<Integer>();
            for (int status : statuses) {
                left.add(status);
            }
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                if (exchange.getRequestMethod().equals("GET")) {
                    acks.add(String.valueOf(exchange.getRequestHeaders().getFirst("mailbox-ack")));
                }
                int status = left.size() > 1 ? left.remove() : left.getFirst();
                if (status == 429 || status == 503) {
                    exchange.getResponseHeaders().add("retry-after", "7");
                }
                exchange.getResponseHeaders().add("mailbox-id", "the-same");
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/foobar");
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 20 s").isLessThan(until);
            Thread.sleep(1);
        }
    }
}
