package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Framing;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bytes of a response. */
@ParameterizedClass
@EnumSource
@ExtendWith(QuietNetty.class)
class ResponseTest {
    private final Io io;
    @SuppressWarnings("NullAway.Init")
    private Probe probe;

    ResponseTest(Io io) {
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

    @Test
    void aFullResponseHasItsFieldsAndNothingElse() throws Exception {
        try (var client = probe.client().get("/a%2Fb?x=1")) {
            Call call = probe.next();
            assertThat(call.exchange.method()).isEqualTo("GET");
            assertThat(call.exchange.target()).isEqualTo("/a%2Fb?x=1");
            assertThat(call.exchange.protocol()).isEqualTo("HTTP/1.1");
            assertThat(call.exchange.scheme()).isEqualTo("http");
            assertThat(call.exchange.contentLength()).isZero();
            assertThat(call.exchange.headers().first("host")).contains("x");
            assertThat(call.exchange.peer().remote().getPort()).isEqualTo(client.socket.getLocalPort());
            assertThat(call.exchange.peer().local().getPort()).isEqualTo(probe.listener.port());
            call.begin(201, Framing.LENGTH, "hi", true, "content-length", "2", "x-name", "caf\u00e9").await();
            assertThat(client.until("hi"))
                    .isEqualTo("HTTP/1.1 201 Created\r\ncontent-length: 2\r\nx-name: caf\u00e9\r\n\r\nhi");
        }
    }

    @Test
    void aStreamIsChunkedAndAnEmptyFirstPieceEndsNothing() throws Exception {
        try (var client = probe.client().get("/")) {
            Call call = probe.next();
            call.stream("").await();
            assertThat(client.head()).isEqualTo("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
            call.write("0123456789abcdef!", false).await();
            assertThat(client.until("!\r\n")).isEqualTo("11\r\n0123456789abcdef!\r\n");
            call.write("end", true).await();
            assertThat(client.until("0\r\n\r\n")).isEqualTo("3\r\nend\r\n0\r\n\r\n");
            client.get("/next");
            probe.next().answer("kept").await();
            assertThat(client.until("kept")).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aStreamEndsWithoutFurtherBytes() throws Exception {
        try (var client = probe.client().get("/")) {
            Call call = probe.next();
            call.stream("a").await();
            call.write("", true).await();
            assertThat(client.until("0\r\n\r\n")).endsWith("1\r\na\r\n0\r\n\r\n");
        }
    }

    @Test
    void aStreamToHttp10EndsWithTheConnection() throws Exception {
        try (var client = probe.client().send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")) {
            Call call = probe.next();
            assertThat(call.exchange.protocol()).isEqualTo("HTTP/1.0");
            call.stream("a").await();
            call.write("b", true).await();
            assertThat(client.rest()).isEqualTo("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nab");
        }
    }

    @Test
    void http10IsKeptOnlyWhenItAsks() throws Exception {
        try (var client = probe.client().send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")) {
            probe.next().answer("a");
            assertThat(client.until("\r\n\r\na")).contains("\r\nconnection: keep-alive\r\n");
            client.send("GET / HTTP/1.0\r\n\r\n");
            probe.next().answer("b");
            assertThat(client.rest()).contains("\r\nconnection: close\r\n").endsWith("\r\n\r\nb");
        }
    }

    @Test
    void aClientThatAsksForTheCloseGetsIt() throws Exception {
        try (var client = probe.client().send("GET / HTTP/1.1\r\nHost: x\r\nConnection: x, Close\r\n\r\n")) {
            probe.next().answer("a");
            assertThat(client.rest()).contains("\r\nconnection: close\r\n").endsWith("\r\n\r\na");
        }
    }

    @Test
    void aPlugThatAsksForTheCloseGetsIt() throws Exception {
        try (var client = probe.client().get("/")) {
            Call call = probe.next();
            call.exchange.closeAfter();
            call.answer("a");
            assertThat(client.rest()).containsOnlyOnce("connection: close").endsWith("\r\n\r\na");
        }
    }

    @Test
    void responsesWithoutABodyKeepTheConnection() throws Exception {
        try (var client = probe.client()) {
            for (int status : new int[]{204, 304, 299}) {
                client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
                probe.next().begin(status, Framing.NONE, "", true).await();
                assertThat(client.head()).startsWith("HTTP/1.1 " + status + " ").endsWith("\r\n\r\n");
            }
        }
    }

    @Test
    void aLargeBodyArrivesWhole() throws Exception {
        String body = "0123456789".repeat(300_000);
        try (var client = probe.client().get("/").send("")) {
            var done = probe.next().answer(body);
            assertThat(client.head()).contains("content-length: 3000000");
            var in = client.socket.getInputStream();
            assertThat(new String(in.readNBytes(3_000_000), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .isEqualTo(body);
            done.await();
        }
    }
}
