package io.pastelli.push.mailbox;

import static io.pastelli.push.mailbox.Box.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.Bytes;
import io.pastelli.push.mailbox.store.Message;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that leave, on real connections. */
class DepartureTest {
    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow", "netty"})
    void whoLeavesWhileWaitingIsNoLongerInLineAndNothingIsLost(String adapter) throws Exception {
        try (var served = new Served(adapter, options -> options)) {
            for (int round = 0; round < 20; round++) {
                RawClient gone = served.waiting("foobar");
                if (round % 2 == 0) {
                    gone.reset();
                } else {
                    gone.fin();
                }
                eventually(() -> served.box("foobar").waiters() == 0); // told without a write
                Message sent = served.box("foobar").send("m" + round);
                try (RawClient next = served.get("foobar")) {
                    Response got = next.read();
                    assertThat(got.text()).isEqualTo("m" + round);
                    assertThat(got.header("mailbox-id")).contains(sent.id());
                    assertThat(got.header("mailbox-deliveries")).contains("1");
                }
            }
            eventually(() -> served.box("foobar").purge() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow", "netty"})
    void aSlowReaderThatBreaksOffPutsItsMessagesBackInFront(String adapter) throws Exception {
        try (var served = new Served(adapter, options -> options.withBatch(200, 40 << 20))) {
            for (int i = 0; i < 30; i++) { // more than what the kernel takes
                served.box("foobar").send(Message.TEXT, Bytes.of(("" + i % 10).repeat(256 << 10)));
            }
            RawClient slow = served.get("foobar?max=200");
            slow.readHead(); // so some of it is on its way
            slow.reset();
            eventually(() -> served.box("foobar").size() == 30);
            for (int i = 0; i < 30; i++) {
                try (RawClient next = served.get("foobar")) {
                    Response got = next.read();
                    assertThat(got.text()).startsWith("" + i % 10);
                    assertThat(got.header("mailbox-deliveries")).contains("2");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow", "netty"})
    void waitersAreServedFirstComeFirstServed(String adapter) throws Exception {
        try (var served = new Served(adapter, options -> options)) {
            var line = new ArrayList<RawClient>();
            for (int i = 0; i < 8; i++) {
                line.add(served.waiting("foobar"));
            }
            for (int i = 0; i < line.size(); i++) {
                served.box("foobar").send("m" + i);
            }
            for (int i = 0; i < line.size(); i++) {
                assertThat(line.get(i).read().text()).isEqualTo("m" + i);
                line.get(i).close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow", "netty"})
    void aHeadTakesNothing(String adapter) throws Exception {
        try (var served = new Served(adapter, options -> options)) {
            served.box("foobar").send("one");
            try (RawClient client = RawClient.connect(served.port())) {
                Response head = client.send("HEAD /box/foobar HTTP/1.1\r\nhost: a\r\n\r\n").read("HEAD");
                assertThat(head.status()).isEqualTo(200);
                assertThat(head.header("mailbox-waiting")).contains("1");
                assertThat(client.get("/box/foobar").read().text()).isEqualTo("one");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow", "netty"})
    void everyAcceptedMessageIsAccountedForWhileClientsComeAndGo(String adapter) throws Exception {
        int messages = 300;
        try (var served = new Served(adapter,
                options -> options.withTimeout(Duration.ofSeconds(2)).withLease(Duration.ofSeconds(3)))) {
            var sent = ConcurrentHashMap.<String>newKeySet();
            var acknowledged = ConcurrentHashMap.<String>newKeySet();
            var failures = ConcurrentHashMap.<Throwable>newKeySet();
            var threads = new ArrayList<Thread>();
            for (int c = 0; c < 4; c++) {
                threads.add(Thread.startVirtualThread(() -> {
                    try {
                        consume(served, acknowledged, messages);
                    } catch (IOException | RuntimeException | AssertionError e) {
                        failures.add(e);
                    }
                }));
            }
            for (int i = 0; i < messages; i++) {
                sent.add(served.box("foobar").send("m" + i).id());
            }
            for (Thread thread : threads) {
                assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
            }
            assertThat(failures).isEmpty();
            assertThat(acknowledged).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(served.box("foobar").purge()).isZero();
        }
    }

    /** Acknowledges what it reads, and breaks off now and then: while it waits, or with a message on its way. */
    private static void consume(Served served, Set<String> acknowledged, int all) throws IOException {
        while (acknowledged.size() < all) {
            boolean leaves = ThreadLocalRandom.current().nextInt(3) == 0;
            RawClient client = served.get("foobar", "mailbox-ack: ");
            if (leaves) {
                client.reset();
                continue;
            }
            Response got = client.read();
            if (got.status() != 200) {
                client.close();
                continue; // the others have had all
            }
            String id = got.header("mailbox-id").orElseThrow();
            if (client.send("DELETE /box/foobar/" + id + " HTTP/1.1\r\nhost: a\r\n\r\n").read("DELETE")
                    .status() == 204) { // else it was too late, and comes again
                assertThat(acknowledged.add(id)).isTrue();
            }
            client.close();
        }
    }
}
