package io.pastelli.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.owner.Exit;
import io.pastelli.undertow.TestServer.Call;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
}
