package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.Settings;
import io.pastelli.adapter.Timeouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads that no plug ever sees, and the connection after them. */
@ParameterizedClass
@EnumSource
@ExtendWith(QuietNetty.class)
class RefusalTest {
    private final Io io;
    @SuppressWarnings("NullAway.Init")
    private Probe probe;

    RefusalTest(Io io) {
        this.io = io;
    }

    @BeforeEach
    void start() throws Exception {
        probe = new Probe(io);
    }

    @AfterEach
    void stop() {
        probe.close();
    }

    private void restart(Settings settings) throws Exception {
        probe.close();
        probe = new Probe(io, settings);
    }

    @Test
    void aLongRequestLineIsRefused() throws Exception {
        refuses("GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: x\r\n\r\n", Refusal.REQUEST_LINE);
    }

    @Test
    void aRequestLineUpToTheLimitIsServed() throws Exception {
        String target = "/" + "a".repeat(8 * 1024 - "GET / HTTP/1.1".length());
        try (var _ = probe.client().get(target)) {
            assertThat(probe.next().exchange.target()).isEqualTo(target);
        }
    }

    @Test
    void aLargeHeaderSectionIsRefused() throws Exception {
        refuses("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(9000) + "\r\n\r\n", Refusal.HEADERS);
    }

    @Test
    void tooManyFieldsAreRefused() throws Exception {
        refuses("GET / HTTP/1.1\r\nHost: x\r\n" + "a: b\r\n".repeat(100) + "\r\n", Refusal.HEADERS);
    }

    @Test
    void otherLimitsHold() throws Exception {
        restart(Probe.SETTINGS.withLimits(Limits.DEFAULT.withHead(1024, 2048)));
        refuses("GET /" + "a".repeat(1100) + " HTTP/1.1\r\nHost: x\r\n\r\n", Refusal.REQUEST_LINE);
        refuses("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(2100) + "\r\n\r\n", Refusal.HEADERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.2", "GET / HTTP/2.0", "PRI * HTTP/2.0", "GET / HTTP/3.0"})
    void otherVersionsAreRefused(String line) throws Exception {
        refuses(line + "\r\nHost: x\r\n\r\n", Refusal.VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "GET /", "GET / HTTP/1.1 x", "GET /a b HTTP/1.1", "GET / http/1.1",
            "G{T / HTTP/1.1",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000"})
    void whatIsNoHttpIsRefused(String line) throws Exception {
        refuses(line + "\r\nHost: x\r\n\r\n", Refusal.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 3|Transfer-Encoding: chunked",
            "Transfer-Encoding: chunked|Content-Length: 3",
            "Content-Length: 3|Content-Length: 4", "Content-Length: 3, 4", "Content-Length: -3",
            "Content-Length: +3",
            "Content-Length: 3x", "Content-Length: 99999999999999999999", "Content-Length:",
            "Transfer-Encoding: gzip",
            "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: chunked|Transfer-Encoding: chunked", "Transfer-Encoding : chunked",
            "Transfer-Encoding: xchunked", "Transfer-Encoding:\u000bchunked",
            "no colon", ": no name", "a b: c", "a: b\u0000c"})
    void whatCouldSmuggleARequestIsRefused(String fields) throws Exception {
        refuses("POST / HTTP/1.1\r\nHost: x\r\n" + fields.replace("|", "\r\n") + "\r\n\r\n",
                Refusal.MALFORMED);
    }

    @Test
    void aFoldedFieldIsRefusedAlsoWhenItComesInPieces() throws Exception {
        refuses("GET / HTTP/1.1\r\nHost: x\r\na: b\r\n c\r\n\r\n", Refusal.MALFORMED);
        try (var client = probe.client().send("GET / HTTP/1.1\r\nHost: x\r\na: b\r\n")) {
            Thread.sleep(30);
            client.send("\tc\r\n\r\n");
            assertThat(client.rest()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void chunksOnHttp10AreRefused() throws Exception {
        refuses("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", Refusal.MALFORMED);
        refuses("POST / HTTP/1.0\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                Refusal.MALFORMED);
    }

    @Test
    void aRefusalWaitsForTheAnswersBeforeIt() throws Exception {
        try (var client = probe.client().get("/").send("garbage\r\n\r\n")) {
            probe.next().answer("first");
            assertThat(client.rest()).startsWith("HTTP/1.1 200 OK").contains("firstHTTP/1.1 400 Bad Request");
        }
    }

    @Test
    void aRefusalIsReadEvenWhileTheClientGoesOnSending() throws Exception {
        try (var client = probe.client().send("garbage\r\n\r\n")) {
            for (int i = 0; i < 50; i++) {
                client.send("x".repeat(10_000));
            }
            client.halfClose();
            assertThat(client.rest()).startsWith("HTTP/1.1 400 Bad Request");
        }
    }

    @Test
    void theLingerEndsByItself() throws Exception {
        long start = System.nanoTime();
        try (var client = probe.client().send("garbage\r\n\r\n")) {
            assertThat(client.rest()).startsWith("HTTP/1.1 400 Bad Request");
            while (true) {
                try {
                    client.send("x");
                    Thread.sleep(20);
                } catch (IOException e) {
                    break;
                }
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aSlowHeadIsRefusedHoweverManyBytesTrickleIn() throws Exception {
        restart(slow());
        long start = System.nanoTime();
        try (var client = probe.client().send("GET / HTTP/1.1\r\n")) {
            for (int i = 0; i < 20 && client.socket.getInputStream().available() == 0; i++) {
                client.send("x" + i + ": y\r\n");
                Thread.sleep(50);
            }
            assertThat(client.rest()).startsWith("HTTP/1.1 408 Request Timeout");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(290),
                Duration.ofMillis(900));
    }

    @Test
    void aSlowHeadIsRefusedOnAKeptConnectionToo() throws Exception {
        restart(slow());
        try (var client = probe.client().get("/")) {
            probe.next().answer("one");
            client.until("one");
            client.send("GET");
            assertThat(client.rest()).startsWith("HTTP/1.1 408 Request Timeout");
        }
    }

    @Test
    void aConnectionWithoutARequestIsClosed() throws Exception {
        restart(slow());
        try (var client = probe.client()) {
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        restart(Probe.SETTINGS.withTimeouts(Timeouts.DEFAULT.withIdle(Duration.ofMillis(200))));
        try (var client = probe.client().get("/")) {
            Call call = probe.next();
            Thread.sleep(400); // an exchange that takes its time is not idle
            call.answer("one");
            assertThat(client.rest()).endsWith("one");
        }
    }

    private static Settings slow() {
        return Probe.SETTINGS.withTimeouts(Timeouts.DEFAULT.withHead(Duration.ofMillis(300)));
    }

    private void refuses(String request, Refusal refusal) throws Exception {
        try (var client = probe.client().send(request)) {
            assertThat(undated(client.rest()))
                    .isEqualTo(undated(new String(refusal.bytes(), StandardCharsets.UTF_8)));
        }
        assertThat(probe.nextWithin(0)).isNull();
    }

    private static String undated(String response) {
        assertThat(response.toLowerCase(Locale.ROOT)).doesNotContain("exception");
        return response.replaceFirst("date: [^\r]*", "date");
    }
}
