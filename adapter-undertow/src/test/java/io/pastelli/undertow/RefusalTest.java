package io.pastelli.undertow;

import io.pastelli.adapter.Http2;
import java.util.Optional;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.Settings;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Heads that no plug ever sees: the answer is ours, whole and readable, and the connection is closed. */
class RefusalTest {
    private static final String A = "GET / HTTP/1.1\r\nhost: a\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nhost: a\r\n";
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(TestServer.SETTINGS, call -> call.full(call.exchange.target()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("GET /" + "x".repeat(9000) + " HTTP/1.1\r\nhost: a\r\n\r\n",
                        Refusal.REQUEST_LINE),
                Arguments.of("GET /" + "x".repeat(100_000), Refusal.REQUEST_LINE),
                Arguments.of(A + "big: " + "x".repeat(9000) + "\r\n\r\n", Refusal.HEADERS),
                Arguments.of(A + "big: " + "x".repeat(100_000), Refusal.HEADERS),
                Arguments.of(A + "a: b\r\n".repeat(101) + "\r\n", Refusal.HEADERS),
                Arguments.of("GET / HTTP/2.0\r\nhost: a\r\n\r\n", Refusal.VERSION),
                Arguments.of("GET / HTTP/1.2\r\nhost: a\r\n\r\n", Refusal.VERSION),
                Arguments.of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Refusal.VERSION),
                Arguments.of("GET /\r\n\r\n", Refusal.MALFORMED),
                Arguments.of("\u0016\u0003\u0001", Refusal.MALFORMED),
                Arguments.of("GET  / HTTP/1.1\r\nhost: a\r\n\r\n", Refusal.MALFORMED),
                Arguments.of("GET / x HTTP/1.1\r\nhost: a\r\n\r\n", Refusal.MALFORMED),
                Arguments.of("G@T / HTTP/1.1\r\nhost: a\r\n\r\n", Refusal.MALFORMED),
                Arguments.of("GET / http/1.1\r\nhost: a\r\n\r\n", Refusal.MALFORMED),
                Arguments.of("GET / HTTP/1.1\nhost: a\n\n", Refusal.MALFORMED),
                Arguments.of("GET / HTTP/1.1\r\n\r\n", Refusal.MALFORMED),
                Arguments.of(A + "host: b\r\n\r\n", Refusal.MALFORMED),
                Arguments.of(A + "a : b\r\n\r\n", Refusal.MALFORMED),
                Arguments.of(A + "a: b\r\n c\r\n\r\n", Refusal.MALFORMED),
                Arguments.of(A + "a\r\n\r\n", Refusal.MALFORMED),
                Arguments.of(A + ": b\r\n\r\n", Refusal.MALFORMED),
                Arguments.of(A + "a: b\rc\r\n\r\n", Refusal.MALFORMED),
                Arguments.of(A + "a: b\u0000c\r\n\r\n", Refusal.MALFORMED),
                Arguments.of(POST + "content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n",
                        Refusal.MALFORMED),
                Arguments.of(POST + "transfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n",
                        Refusal.MALFORMED),
                Arguments.of(POST + "content-length: 3\r\ncontent-length: 4\r\n\r\n", Refusal.MALFORMED),
                Arguments.of(POST + "content-length: +3\r\n\r\n", Refusal.MALFORMED),
                Arguments.of(POST + "content-length: -3\r\n\r\n", Refusal.MALFORMED),
                Arguments.of(POST + "content-length: \r\n\r\n", Refusal.MALFORMED),
                Arguments.of(POST + "content-length: 99999999999999999999\r\n\r\n", Refusal.MALFORMED),
                Arguments.of(POST + "transfer-encoding: gzip, chunked\r\n\r\n", Refusal.MALFORMED),
                Arguments.of(POST + "transfer-encoding: identity\r\n\r\n", Refusal.MALFORMED),
                Arguments.of("POST / HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n", Refusal.MALFORMED));
    }

    @ParameterizedTest(name = "{index}: {1}")
    @MethodSource("refused")
    void aBadHeadGetsOurWholeAnswerAndAClose(String head, Refusal refusal) throws Exception {
        try (var client = server.connect().send(head)) {
            expect(client.readAll(), refusal);
        }
        try (var client = server.connect().get("/before")) { // after a good one
            assertThat(client.readResponse()).endsWith("/before");
            client.send(head);
            expect(client.readAll(), refusal);
        }
        try (var client = server.connect()) { // pipelined behind a good one
            client.send(A + "\r\n" + head);
            client.readResponse();
            expect(client.readAll(), refusal);
        }
    }

    private static void expect(String answer, Refusal refusal) {
        String wanted = new String(refusal.bytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(answer.replaceFirst("date: [^\r]*", ""))
                .isEqualTo(wanted.replaceFirst("date: [^\r]*", ""));
    }

    @Test
    void aHeadAtTheLimitIsServedHoweverItIsCut() throws Exception {
        String target = "/" + "x".repeat(8192 - "GET / HTTP/1.1".length());
        String head = "GET " + target + " HTTP/1.1\r\n";
        String fields = "host: a\r\n";
        String filler = "f: " + "y".repeat(8192 - fields.length() - "f: \r\n\r\n".length()) + "\r\n";
        for (int part : new int[]{20_000, 4097, 511}) {
            try (var client = server.connect()) {
                String all = head + fields + filler + "\r\n";
                for (int i = 0; i < 2; i++) {
                    for (int at = 0; at < all.length(); at += part) {
                        client.send(all.substring(at, Math.min(all.length(), at + part)));
                    }
                    assertThat(client.readResponse()).endsWith(target);
                }
            }
        }
    }

    @Test
    void aHeadThatComesByteByByteIsServed() throws Exception {
        try (var client = server.connect()) {
            for (char c : "\r\nGET /slow HTTP/1.1\r\nhost: a\r\n\r\n".toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertThat(client.readResponse()).endsWith("/slow");
        }
    }

    @Test
    void aHeadThatTakesTooLongIsRefusedAndAnIdleConnectionIsClosed() throws Exception {
        var quick = new Settings("127.0.0.1", 0, TestServer.SETTINGS.limits(), TestServer.SETTINGS.timeouts()
                .withHead(Duration.ofMillis(200)).withIdle(Duration.ofMillis(300)),
                TestServer.SETTINGS.halfClose(),
                TestServer.SETTINGS.keepAlive(), 0, Optional.empty(), Http2.DEFAULT);
        try (var impatient = new TestServer(quick, call -> call.full("ok"))) {
            try (var client = impatient.connect().send("GET / HT")) {
                expect(client.readAll(), Refusal.LATE);
            }
            try (var client = impatient.connect()) {
                assertThat(client.readAll()).isEmpty();
            }
            try (var client = impatient.connect().get("/")) {
                client.readResponse();
                long from = System.nanoTime();
                assertThat(client.readAll()).isEmpty();
                assertThat(Duration.ofNanos(System.nanoTime() - from)).isBetween(Duration.ofMillis(200),
                        Duration.ofSeconds(2));
            }
            try (var client = impatient.connect().get("/")) {
                client.readResponse();
                client.send("GET");
                expect(client.readAll(), Refusal.LATE);
            }
        }
    }
}
