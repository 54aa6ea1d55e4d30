package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final String PLAIN = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello";

    @Test
    void aFullResponseIsTheHeadItWasGivenAndNothingElse() {
        try (var rig = new Rig(held -> held.full(200, "hello")); var client = rig.client()) {
            assertThat(client.get("/").response()).isEqualTo(PLAIN);
            assertThat(client.get("/again").response()).isEqualTo(PLAIN);
        }
    }

    @Test
    void aStreamIsChunked() {
        try (var rig = new Rig(held -> {
            Rig.get(held.begin(new ResponseHead(200, Headers.of("x-a", "1"), Framing.STREAM), "one", false));
            Rig.get(held.write("x".repeat(20), false));
            Rig.get(held.write(new byte[0], true));
        }); var client = rig.client()) {
            assertThat(client.get("/").until("\r\n0\r\n\r\n"))
                    .isEqualTo(
                            "HTTP/1.1 200 OK\r\nx-a: 1\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n14\r\n"
                                    + "x".repeat(20) + "\r\n0\r\n\r\n");
            assertThat(client.get("/").until("\r\n\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aStreamOnHttp10EndsWithItsConnection() {
        try (var rig = new Rig(held -> {
            Rig.get(held.begin(new ResponseHead(200, Headers.empty(), Framing.STREAM), "one", false));
            Rig.get(held.write("two", true));
        }); var client = rig.client()) {
            assertThat(client.send("GET / HTTP/1.0\r\n\r\n").rest())
                    .isEqualTo("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nonetwo");
        }
    }

    @Test
    void anHttp10ClientMayKeepItsConnection() {
        try (var rig = new Rig(held -> held.full(200, "hello")); var client = rig.client()) {
            String request = "GET / HTTP/1.0\r\nconnection: keep-alive\r\n\r\n";
            for (int i = 0; i < 2; i++) {
                assertThat(client.send(request).response())
                        .isEqualTo(
                                "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: keep-alive\r\n\r\nhello");
            }
            assertThat(client.send("GET / HTTP/1.0\r\n\r\n").rest()).contains("connection: close")
                    .endsWith("hello");
        }
    }

    @Test
    void aBodilessResponseHasNoFramingOfItsOwn() {
        var heads = List.of(new ResponseHead(200, Headers.of("content-length", "5"), Framing.NONE),
                new ResponseHead(200, Headers.empty(), Framing.NONE),
                new ResponseHead(204, Headers.empty(), Framing.NONE),
                new ResponseHead(304, Headers.of("etag", "\"a\""), Framing.NONE));
        for (ResponseHead head : heads) {
            try (var rig = new Rig(held -> Rig.get(held.begin(head, "", true))); var client = rig.client()) {
                for (int i = 0; i < 2; i++) {
                    var fields = new StringBuilder();
                    head.headers().forEach(f -> fields.append(f.name() + ": " + f.value() + "\r\n"));
                    assertThat(client.send("HEAD / HTTP/1.1\r\nhost: a\r\n\r\n").until("\r\n\r\n"))
                            .endsWith("\r\n" + fields + "\r\n").doesNotContain("transfer-encoding");
                }
            }
        }
    }

    @Test
    void fieldsComeAsTheyWereSent() {
        try (var rig = new Rig(held -> held.full(200, "")); var client = rig.client()) {
            client.send(String.join("\r\n", "GET / HTTP/1.1", "Host: A.test:80", "User-Agent: one, two",
                    "X-Q: \"a, b\"",
                    "Accept: a", "accept: b", "Connection: Keep-Alive", "x-empty:", "upgrade: foo", "", ""))
                    .response();
            assertThat(rig.next().exchange().headers())
                    .isEqualTo(Headers.of("host", "A.test:80", "user-agent", "one, two", "x-q", "\"a, b\"",
                            "accept", "a",
                            "accept", "b", "connection", "Keep-Alive", "x-empty", "", "upgrade", "foo"));
        }
    }

    @Test
    void targetsAndMethodsComeAsTheyWereSent() {
        try (var rig = new Rig(held -> held.full(200, "")); var client = rig.client()) {
            for (String line : List.of("GET //a//b", "GET /a%2Fb", "GET /..;/x", "GET /a+b?x=%zz&%",
                    "OPTIONS *",
                    "GET http://other/x", "CONNECT host:443", "GET /%c3%28", "get /lower", "BREW /a#b",
                    "GET /a/../b")) {
                client.send(line + " HTTP/1.1\r\nhost: test\r\n\r\n").response();
                var exchange = rig.next().exchange();
                assertThat(exchange.method() + " " + exchange.target()).isEqualTo(line);
            }
        }
    }

    @Test
    void theEndsAndTheProtocolAreKnown() {
        try (var rig = new Rig(held -> held.full(200, "")); var client = rig.client()) {
            client.get("/").response();
            var exchange = rig.next().exchange();
            assertThat(exchange.peer().remote().getPort()).isEqualTo(client.socket().getLocalPort());
            assertThat(exchange.peer().local().getPort()).isEqualTo(rig.listener.port());
            assertThat(exchange.protocol()).isEqualTo("HTTP/1.1");
            assertThat(exchange.scheme()).isEqualTo("http");
            assertThat(exchange.contentLength()).isZero();
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        for (boolean watched : new boolean[]{true, false}) {
            try (var rig = new Rig(held -> {
                if (watched) {
                    held.exchange().watch();
                }
                held.full(200, held.exchange().target());
            }); var client = rig.client()) {
                var all = new StringBuilder();
                for (int i = 100; i < 400; i++) {
                    all.append("GET /").append(i).append(" HTTP/1.1\r\nhost: test\r\n\r\n");
                }
                client.send(all.toString());
                for (int i = 100; i < 400; i++) {
                    assertThat(client.response()).endsWith("\r\n\r\n/" + i);
                }
            }
        }
    }

    @Test
    void bytesBehindAHeldRequestAreNeitherLostNorReadWithoutBound() {
        var go = new CompletableFuture<Void>();
        try (var rig = new Rig(held -> {
            held.exchange().watch();
            Rig.get(go);
            held.full(200, held.exchange().target());
        }); var client = rig.client()) {
            var all = new StringBuilder();
            for (int i = 1000; i < 3000; i++) {
                all.append("GET /").append(i).append(" HTTP/1.1\r\nhost: test\r\n\r\n");
            }
            client.send(all.toString());
            go.complete(null);
            for (int i = 1000; i < 3000; i++) {
                assertThat(client.response()).endsWith("\r\n\r\n/" + i);
            }
        }
    }

    @Test
    void aConnectionThatIsToCloseSaysSoAndCloses() {
        try (var rig = new Rig(held -> {
            held.exchange().closeAfter();
            held.full(200, "hello");
        }); var client = rig.client()) {
            assertThat(client.get("/").rest())
                    .isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello");
        }
    }

    @Test
    void aCutStreamEndsWithoutItsTerminator() {
        try (var rig = new Rig(Rig.Held::open); var client = rig.client()) {
            client.get("/").until("\r\n\r\n");
            var held = rig.next();
            Rig.get(held.write("a", false));
            held.exchange().cut();
            held.exchange().cut();
            assertThat(client.rest()).isEqualTo("1\r\na\r\n");
            assertThat(held.exit()).isNotDone();
        }
    }

    @Test
    void aCutOnHttp10IsAReset() {
        try (var rig = new Rig(Rig.Held::open); var client = rig.client()) {
            client.send("GET / HTTP/1.0\r\n\r\n").until("\r\n\r\n");
            rig.next().exchange().cut();
            assertThat(client.next()).isEqualTo(-2);
        }
    }

    @Test
    void aCutFailsAWriteThatTheClientDoesNotTake() {
        try (var rig = new Rig(Rig.Held::open); var client = rig.client()) {
            client.get("/").until("\r\n\r\n");
            var held = rig.next();
            var write = held.write(new byte[50_000_000], false);
            assertThat(write).isNotDone();
            held.exchange().cut();
            assertThat(write).isCompletedExceptionally();
            assertThat(held.write(new byte[1], true)).isCompletedExceptionally();
        }
    }

    @Test
    void aClientThatLeavesFailsAWriteItDidNotTake() {
        try (var rig = new Rig(Rig.Held::open); var client = rig.client()) {
            client.get("/").until("\r\n\r\n");
            var held = rig.next();
            var write = held.write(new byte[50_000_000], false);
            client.fin();
            assertThat(held.departure().clientGone()).isTrue();
            assertThat(write.handle((ok, error) -> error != null).join().booleanValue()).isTrue();
        }
    }
}
