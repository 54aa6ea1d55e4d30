package io.pastelli.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.undertow.TestServer.Call;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is on the wire, byte for byte. */
class WireTest {
    @Test
    void aFullResponseHasTheFieldsOfItsHeadAndNoOthers() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> call.full("hi"));
                var client = server.connect()) {
            client.get("/");
            assertThat(client.readResponse()).isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi");
        }
    }

    @Test
    void aStreamIsChunkedOn11AndEndsWithTheConnectionOn10() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            call.stream("one");
            call.chunk("0123456789abcdefg");
            call.end();
        })) {
            try (var client = server.connect().get("/")) {
                String response = """
                        HTTP/1.1 200 OK
                        transfer-encoding: chunked

                        3
                        one
                        11
                        0123456789abcdefg
                        0

                        """.replace("\n", "\r\n");
                assertThat(client.readUntil("\r\n0\r\n\r\n")).isEqualTo(response);
                client.get("/again");
                assertThat(client.readUntil("\r\n0\r\n\r\n")).isEqualTo(response);
            }
            try (var client = server.connect().send("GET / HTTP/1.0\r\nconnection: keep-alive\r\n\r\n")) {
                assertThat(client.readAll())
                        .isEqualTo("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\none0123456789abcdefg");
            }
        }
    }

    @Test
    void connectionsAreKeptOrClosedAsTheClientWants() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> call.full("ok"))) {
            try (var client = server.connect().send("GET / HTTP/1.0\r\n\r\n")) {
                assertThat(client.readAll()).contains("connection: close").endsWith("ok");
            }
            try (var client = server.connect()) {
                for (int i = 0; i < 2; i++) {
                    client.send("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
                    assertThat(client.readResponse()).contains("connection: keep-alive").endsWith("ok");
                }
                client.send("GET / HTTP/1.1\r\nhost: a\r\nconnection: foo, Close\r\n\r\n");
                assertThat(client.readAll()).contains("connection: close").endsWith("ok");
            }
        }
    }

    @Test
    void nothingFollowsTheHeadWhereNothingMay() throws Exception {
        var head = new ResponseHead(304, Headers.of("content-length", "5", "etag", "\"a\""), Framing.NONE);
        try (var server = new TestServer(TestServer.SETTINGS, call -> call.exchange.begin(head,
                ByteBuffer.wrap(new byte[5]), true, Untold.INSTANCE)); var client = server.connect()) {
            String wanted = "HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\netag: \"a\"\r\n\r\n";
            client.get("/");
            assertThat(client.readUntil("\r\n\r\n")).isEqualTo(wanted);
            client.get("/");
            assertThat(client.readUntil("\r\n\r\n")).isEqualTo(wanted);
        }
    }

    @Test
    void aRequestIsPassedOnAsItWasSent() throws Exception {
        try (var server = TestServer.holding(); var client = server.connect()) {
            String target = "//a%2Fb/..;x/%zz+?q=a+b&&=%#\u00e4";
            client.send("M-SEARCH " + target
                    + " HTTP/1.1\r\nHost: h\r\nCookie: a=1\r\nX: 1, 2\r\nCOOKIE: b=2\r\nx:3\r\n"
                    + "latin: \u00fc\r\nempty:\r\n\r\n");
            var exchange = server.next().exchange;
            assertThat(exchange.method()).isEqualTo("M-SEARCH");
            assertThat(exchange.target()).isEqualTo(target);
            assertThat(exchange.protocol()).isEqualTo("HTTP/1.1");
            assertThat(exchange.scheme()).isEqualTo("http");
            assertThat(exchange.headers())
                    .isEqualTo(Headers.received(new String[]{"host", "h", "cookie", "a=1", "x",
                            "1, 2", "cookie", "b=2", "x", "3", "latin", "\u00fc", "empty", ""}));
            assertThat(exchange.contentLength()).isZero();
            assertThat(exchange.peer().local().getPort()).isEqualTo(server.listener.port());
            assertThat(exchange.headers()).isSameAs(exchange.headers());
        }
    }

    @Test
    void informsComeBeforeTheHeadOn11Only() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            boolean told = call.exchange.inform(103, Headers.of("link", "</a.css>"));
            call.exchange.inform(102, Headers.empty());
            call.full(String.valueOf(told));
        })) {
            try (var client = server.connect().get("/")) {
                assertThat(client.readUntil("true"))
                        .isEqualTo("HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\n"
                                + "HTTP/1.1 102 \r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ntrue");
            }
            try (var client = server.connect().send("GET / HTTP/1.0\r\n\r\n")) {
                assertThat(client.readAll()).startsWith("HTTP/1.1 200").endsWith("false");
            }
        }
    }

    @Test
    void trailersFollowTheLastChunkBothWays() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            String body = call.body();
            Headers sent = call.exchange.trailers();
            call.stream(body);
            boolean put = call.exchange.putTrailers(sent.put("put", "yes"));
            call.chunk(String.valueOf(put));
            call.end();
        })) {
            String request = "POST / HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n";
            try (var client = server.connect()) {
                for (int i = 0; i < 2; i++) {
                    client.send(request + "Sum: 1 \r\nsum: 2\r\n\r\n");
                    assertThat(client.readUntil("yes\r\n\r\n"))
                            .endsWith("2\r\nhi\r\n4\r\ntrue\r\n0\r\nsum: 1\r\nsum: 2\r\nput: yes\r\n\r\n");
                }
            }
            try (var client = server.connect().send(request + "bad name: 1\r\n\r\n")) {
                client.awaitEnd();
                assertThat(server.calls).hasSize(3);
            }
        }
    }

    @Test
    void aBodyOfKnownLengthHasNoTrailers() throws Exception {
        var put = new CompletableFuture<Boolean>();
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            call.exchange.begin(Call.head(Framing.LENGTH, 2), Call.bytes("o"), false, Untold.INSTANCE);
            put.complete(call.exchange.putTrailers(Headers.of("a", "b")));
            call.exchange.write(Call.bytes("k"), true, Untold.INSTANCE);
        }); var client = server.connect().get("/")) {
            assertThat(client.readResponse()).endsWith("\r\n\r\nok");
            assertThat(put.get(5, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void aCutStreamHasNoTerminator() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            call.stream("open");
            call.exchange.cut();
            call.exchange.cut();
        }); var client = server.connect().get("/")) {
            assertThat(client.readAll()).endsWith("4\r\nopen\r\n");
        }
    }

    @Test
    void aCutFailsAWriteThatWaitsForAClosedWindow() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> call.stream(""));
                var client = new RawClient(server.listener.port(), 4096).get("/")) {
            Call call = server.next();
            client.readUntil("\r\n\r\n");
            var failed = new CompletableFuture<Throwable>();
            call.exchange.write(ByteBuffer.wrap(new byte[64 * 1024 * 1024]), false, new Completion() {
                @Override
                public void done() {
                    failed.complete(new AssertionError("64 MiB cannot be gone"));
                }

                @Override
                public void failed(Throwable cause) {
                    failed.complete(cause);
                }
            });
            assertThat(failed.copy()
                    .completeOnTimeout(new AssertionError("waits"), 300, TimeUnit.MILLISECONDS).get())
                    .hasMessage("waits");
            call.exchange.cut();
            assertThat(failed.get(1, TimeUnit.SECONDS)).hasMessageContaining("closed");
            client.awaitEnd();
        }
    }
}
