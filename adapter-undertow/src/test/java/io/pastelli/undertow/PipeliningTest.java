package io.pastelli.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Listener;
import io.pastelli.owner.Exit;
import io.pastelli.undertow.TestServer.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Requests that come before the one in front of them is answered: in order, none lost, none misread. */
class PipeliningTest {
    private static final String HOST = " HTTP/1.1\r\nhost: a\r\n";

    @Test
    void manyRequestsInOnePacketAreAnsweredInOrder() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            call.exchange.watch();
            call.full(call.exchange.target() + call.body());
        }); var client = server.connect()) {
            var all = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                switch (i % 3) {
                    case 0 -> all.append("GET /").append(i).append(HOST).append("\r\n");
                    case 1 ->
                        all.append("POST /").append(i).append(HOST).append("content-length: 3\r\n\r\nabc");
                    default -> all.append("POST /").append(i).append(HOST)
                            .append("transfer-encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
                }
            }
            client.send(all.toString());
            for (int i = 0; i < 200; i++) {
                assertThat(client.readResponse()).endsWith("\r\n\r\n/" + i + (i % 3 == 0 ? "" : "abc"));
            }
        }
    }

    @Test
    void requestsThatComeInPiecesWhileAStreamIsWatchedAreAnsweredAfterIt() throws Exception {
        var go = new CountDownLatch(1);
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            if (call.exchange.target().equals("/stream")) {
                call.stream("open");
                go.await();
                call.end();
            } else {
                call.full(call.exchange.target() + call.body());
            }
        }); var client = server.connect()) {
            client.get("/stream").readUntil("open");
            for (char c : ("POST /1" + HOST + "content-length: 2\r\n\r\nhiGET /2" + HOST + "\r\nGET /3")
                    .toCharArray()) {
                client.send(String.valueOf(c));
            }
            go.countDown();
            client.readUntil("0\r\n\r\n");
            assertThat(client.readResponse()).endsWith("/1hi");
            assertThat(client.readResponse()).endsWith("/2");
            client.send(HOST + "\r\n");
            assertThat(client.readResponse()).endsWith("/3");
        }
    }

    @Test
    void responsesThatAreFinishedTogetherGoOutTogether() throws Exception {
        var buffer = new byte[100_000];
        try (var server = answering("x"); var client = connect(server)) {
            client.send("GET /" + HOST + "\r\n").readResponse();
            client.send(("GET /" + HOST + "\r\n").repeat(100));
            int count = client.read(buffer, 0, buffer.length);
            assertThat(text(buffer, count).split("\r\n\r\nx", -1)).hasSize(101);
        }
    }

    @Test
    void thousandsOfRequestsAreAnsweredInOneTurn() throws Exception {
        int count = 2_000; // in as many bytes as one read takes
        try (var server = answering("x"); var client = connect(server)) {
            client.send(("GET /" + HOST + "\r\n").repeat(count - 1)
                    + "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
            assertThat(client.readAll().split("\r\n\r\nx", -1)).hasSize(count + 1);
        }
    }

    @Test
    void moreThanCanBeHeldBackGoesOutInBetween() throws Exception {
        String body = "0123456789".repeat(300);
        try (var server = answering(body); var client = connect(server)) {
            client.send(("GET /" + HOST + "\r\n").repeat(50));
            for (int i = 0; i < 50; i++) {
                assertThat(client.readResponse()).endsWith("\r\n\r\n" + body);
            }
        }
    }

    @Test
    void whatIsHeldBackGoesOutBeforeARefusal() throws Exception {
        try (var server = answering("x"); var client = connect(server)) {
            client.send("GET /" + HOST + "\r\nGET /" + HOST + "\r\nGET / HTTP/9.9\r\n\r\n");
            assertThat(client.readAll()).containsSubsequence("200 OK", "\r\n\r\nx", "200 OK", "\r\n\r\nx",
                    "HTTP/1.1 505 ");
        }
    }

    @Test
    void whatIsHeldBackGoesOutBeforeAContinue() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> call.full(call.body()));
                var client = server.connect()) {
            client.send("GET /" + HOST + "\r\nPOST /" + HOST
                    + "content-length: 2\r\nexpect: 100-continue\r\n\r\n");
            assertThat(client.readResponse()).contains(" 200 ");
            assertThat(client.readUntil("\r\n\r\n")).contains(" 100 ");
            assertThat(client.send("hi").readResponse()).endsWith("\r\n\r\nhi");
        }
    }

    @Test
    void whatIsHeldBackGoesOutWhenTheServerCloses() throws Exception {
        var second = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        Listener server = new UndertowAdapter().listen(TestServer.SETTINGS, exchange -> {
            if (exchange.target().equals("/1")) {
                answer(exchange, "one");
                return;
            }
            second.countDown(); // the I/O thread waits here, so that the close is the next it does
            try {
                assertThat(go.await(5, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        try (var client = new RawClient(server.port())) {
            client.send("GET /1" + HOST + "\r\nGET /2" + HOST + "\r\n");
            assertThat(second.await(5, TimeUnit.SECONDS)).isTrue();
            Thread stop = Thread.ofPlatform().start(server::close);
            while (stop.getState() != Thread.State.TIMED_WAITING) { // for what it has asked the I/O thread to do
                Thread.onSpinWait();
            }
            go.countDown();
            assertThat(client.readAll()).endsWith("\r\n\r\none");
            stop.join();
        } finally {
            server.close();
        }
    }

    @Test
    void aPauseIsSaidByTheNextResponse() throws Exception {
        var go = new CountDownLatch(1);
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            if (call.exchange.target().equals("/2")) {
                go.await();
            }
            call.full(call.exchange.target());
        }); var client = server.connect()) {
            client.send("GET /1" + HOST + "\r\nGET /2" + HOST + "\r\nGET /3" + HOST + "\r\n");
            assertThat(client.readResponse()).doesNotContain("connection").endsWith("/1");
            server.listener.pause();
            go.countDown();
            assertThat(client.readAll()).contains("connection: close").endsWith("/2");
        }
    }

    @Test
    void aWatchOfAnAnsweredRequestTakesNothingFromTheNext() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            call.exchange.watch();
            if (call.exchange.target().equals("/1")) {
                call.full("one");
            }
        }); var client = server.connect()) {
            client.send("GET /1" + HOST + "\r\nGET /2" + HOST + "\r\n").readResponse();
            server.next();
            Call second = server.next();
            client.leave(false);
            assertThat(second.awaitExit()).isInstanceOf(Exit.ClientClosed.class);
        }
    }

    @Test
    void aClientThatLeavesIsToldToTheNextRequestThoughItBeganToWatchLater() throws Exception {
        var go = new CountDownLatch(1);
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            if (call.exchange.target().equals("/1")) {
                call.exchange.watch();
                call.full("one");
            } else {
                go.await();
                call.exchange.watch();
            }
        }); var client = server.connect()) {
            client.send("GET /1" + HOST + "\r\nGET /2" + HOST + "\r\n").readResponse();
            server.next();
            Call second = server.next();
            client.leave(false);
            go.countDown();
            assertThat(second.awaitExit()).isInstanceOf(Exit.ClientClosed.class);
        }
    }

    @Test
    void aClientThatReadsNothingIsNotServedOn() throws Exception {
        var answered = new AtomicInteger();
        String body = "0123456789".repeat(100);
        Listener server = new UndertowAdapter().listen(TestServer.SETTINGS.withSendBuffer(16 * 1024),
                exchange -> {
                    answered.incrementAndGet();
                    answer(exchange, body);
                });
        int count = 20_000;
        try (var client = new RawClient(server.port(), 8 * 1024)) {
            Thread sender = Thread.startVirtualThread(() -> {
                try {
                    client.send(("GET /" + HOST + "\r\n").repeat(count));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            int before = -1;
            while (answered.get() != before) { // what the system's buffers take
                before = answered.get();
                Thread.sleep(200);
            }
            assertThat(before).isBetween(1, count / 2);
            for (int i = 0; i < count; i++) {
                assertThat(client.readResponse()).endsWith(body);
            }
            sender.join();
        } finally {
            server.close();
        }
    }

    @Test
    void moreThanTheBoundIsLeftInTheKernelAndAnsweredAfterwards() throws Exception {
        var go = new CountDownLatch(1);
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            if (call.exchange.target().equals("/stream")) {
                call.stream("open");
                go.await();
                call.end();
            } else {
                call.full(call.exchange.target());
            }
        }); var client = server.connect()) {
            client.get("/stream").readUntil("open");
            Call call = server.next();
            for (int i = 0; i < 1000; i++) {
                client.get("/" + i);
            }
            assertThat(call.exit).isNotDone();
            go.countDown();
            client.readUntil("0\r\n\r\n");
            for (int i = 0; i < 1000; i++) {
                assertThat(client.readResponse()).endsWith("\r\n\r\n/" + i);
            }
        }
    }

    @Test
    void anEndBehindTheBoundIsSeenByAWrite() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> call.stream("open"));
                var client = server.connect()) {
            client.get("/").readUntil("open");
            Call call = server.next();
            client.send("GET /" + "x".repeat(20_000));
            client.reset();
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            while (!call.exit.isDone() && System.nanoTime() < until) {
                try {
                    call.chunk("beat");
                } catch (java.util.concurrent.ExecutionException e) {
                    break;
                }
            }
            assertThat(call.awaitExit()).isInstanceOf(Exit.ClientReset.class);
        }
    }

    @Test
    void whatFollowsAConnectionCloseIsNotServed() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> call.full("ok"));
                var client = server.connect()) {
            client.send("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\nGET /next" + HOST + "\r\n");
            assertThat(client.readAll()).containsOnlyOnce("HTTP/1.1").endsWith("ok");
            server.next();
            assertThat(server.calls).isEmpty();
        }
    }

    /** A server that answers at once, on the I/O thread. */
    private static Answering answering(String body) throws IOException {
        return new Answering(
                new UndertowAdapter().listen(TestServer.SETTINGS, exchange -> answer(exchange, body)));
    }

    private static RawClient connect(Answering server) {
        return new RawClient(server.listener().port());
    }

    private static void answer(Exchange exchange, String body) {
        exchange.attach(exit -> {});
        exchange.begin(Call.head(Framing.LENGTH, body.length()),
                ByteBuffer.wrap(body.getBytes(StandardCharsets.ISO_8859_1)), true, Untold.INSTANCE);
    }

    private static String text(byte[] bytes, int count) {
        return new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
    }

    private record Answering(Listener listener) implements AutoCloseable {
        @Override
        public void close() {
            listener.close();
        }
    }
}
