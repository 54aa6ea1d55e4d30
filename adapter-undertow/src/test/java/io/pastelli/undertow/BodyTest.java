package io.pastelli.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.HttpException;
import io.pastelli.undertow.TestServer.Call;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    private static final String POST = "POST /echo HTTP/1.1\r\nhost: a\r\n";
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(TestServer.SETTINGS, call -> {
            if (call.exchange.target().equals("/unread")) {
                call.full("unread");
                return;
            }
            try {
                call.full(call.body());
            } catch (HttpException e) {
                call.exchange.closeAfter();
                call.full("malformed");
            }
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aBigBodyIsStreamedThroughBothFramings() throws Exception {
        String big = "0123456789".repeat(100_000);
        try (var client = server.connect()) {
            for (int i = 0; i < 3; i++) {
                client.send(POST + "content-length: " + big.length() + "\r\n\r\n").send(big);
                assertThat(client.readResponse()).endsWith("\r\n\r\n" + big);
                client.send(POST + "transfer-encoding: chunked\r\n\r\n");
                for (int at = 0; at < big.length(); at += 10_000) {
                    client.send("2710;ext=\"1\"\r\n" + big.substring(at, at + 10_000) + "\r\n");
                }
                client.send("0\r\ntrailer: dropped\r\n\r\n");
                assertThat(client.readResponse()).endsWith("\r\n\r\n" + big);
            }
        }
    }

    @Test
    void aChunkedBodyThatComesByteByByteIsRead() throws Exception {
        try (var client = server.connect()) {
            for (char c : (POST
                    + "transfer-encoding: chunked\r\n\r\n5 ;x\r\nhello\r\n0006\r\n world\r\n0\r\na: b\r\n\r\n")
                    .toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertThat(client.readResponse()).endsWith("hello world");
            client.get("/next");
            assertThat(client.readResponse()).contains("content-length: 0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "-1\r\n", "+5\r\nhello\r\n", "0x5\r\nhello\r\n", "\r\n", ";a\r\n",
            "5\nhello\r\n", "5\r\nhelloX\r\n", "5\r\nhello\n0\r\n\r\n", "FFFFFFFFFFFFFFFFF\r\n",
            "5;\u0001\r\nhello",
            "0\r\na: b\n\r\n", "5,\r\n", "5 5\r\nhello\r\n"})
    void aBadChunkIsA400AndAClose(String body) throws Exception {
        try (var client = server.connect().send(POST + "transfer-encoding: chunked\r\n\r\n" + body)) {
            assertThat(client.readAll()).contains("connection: close").endsWith("malformed");
        }
    }

    @Test
    void continueIsSaidAtTheFirstReadOnly() throws Exception {
        try (var client = server.connect()) {
            client.send(POST + "expect: 100-continue\r\ncontent-length: 5\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("hello");
            assertThat(client.readResponse()).endsWith("hello").doesNotContain("connection: close");
            client.send(
                    POST.replace("/echo", "/unread") + "expect: 100-continue\r\ncontent-length: 5\r\n\r\n");
            assertThat(client.readAll()).startsWith("HTTP/1.1 200 OK").contains("connection: close")
                    .endsWith("unread");
        }
    }

    @Test
    void aSmallUnreadBodyIsDrainedAndTheConnectionKept() throws Exception {
        try (var client = server.connect()) {
            for (int i = 0; i < 3; i++) {
                client.send("POST /unread HTTP/1.1\r\nhost: a\r\ncontent-length: 60000\r\n\r\n");
                assertThat(client.readResponse()).endsWith("unread").doesNotContain("connection: close");
                client.send("x".repeat(60000));
                client.send("POST /unread HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n");
                assertThat(client.readResponse()).endsWith("unread");
                client.send("3\r\nabc\r\n0\r\n\r\n");
            }
        }
    }

    @Test
    void aLargeUnreadBodyClosesTheConnectionAndTheResponseIsReadable() throws Exception {
        try (var client = server.connect()) {
            client.send("POST /unread HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\n")
                    .send("x".repeat(500_000));
            assertThat(client.readAll()).contains("connection: close").endsWith("unread");
        }
        try (var client = server.connect()) {
            client.send("POST /unread HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n");
            assertThat(client.readResponse()).endsWith("unread");
            client.send("20000\r\n" + "x".repeat(0x20000) + "\r\n");
            assertThat(client.readAll()).isEmpty();
        }
    }

    @Test
    void readAheadIsBoundedWhileNobodyReads() throws Exception {
        try (var holding = TestServer.holding(); var client = holding.connect()) {
            client.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100000000\r\n\r\n");
            Call call = holding.next();
            var sender = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 10_000; i++) {
                        client.send("x".repeat(10_000));
                    }
                } catch (java.io.IOException e) {
                    // the server closes at the end
                }
            });
            assertThat(sender.join(java.time.Duration.ofMillis(700))).as("the sender is held back").isFalse();
            var buffer = new byte[1_000_000];
            int held = call.exchange.read(buffer, 0, buffer.length);
            assertThat(held).isBetween(1, 64 * 1024);
            call.exchange.cut();
            sender.join();
        }
    }
}
