package io.pastelli.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Settings;
import io.pastelli.owner.Exit;
import io.pastelli.tls.Tls;
import io.pastelli.undertow.TestServer.Call;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 over TLS: what goes in comes out, and who leaves is seen, however. */
class TlsTest {
    static final Settings SETTINGS = TestServer.SETTINGS.withTls(Tls.selfSigned());
    private static final String GET = "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void requestsAreAnsweredOneAfterTheOther(String version) throws Exception {
        try (var server = new TestServer(SETTINGS, call -> call.full("ok"));
                var client = new TlsClient(server.listener.port(), 0, version, "http/1.1")) {
            for (int i = 0; i < 3; i++) {
                client.send(GET);
                assertThat(client.readUntil("ok")).startsWith("HTTP/1.1 200");
                Call call = server.next();
                assertThat(call.exchange.scheme()).isEqualTo("https");
                assertThat(call.exchange.tls()).hasValueSatisfying(tls -> {
                    assertThat(tls.protocol()).isEqualTo(version);
                    assertThat(tls.cipherSuite()).isEqualTo(client.socket.getSession().getCipherSuite());
                    assertThat(tls.serverName()).contains("pastelli.test");
                    assertThat(tls.peerCertificates()).isEmpty();
                });
            }
            assertThat(client.socket.getApplicationProtocol()).isEqualTo("http/1.1");
            client.leave(TlsClient.Way.CLOSE_NOTIFY);
            server.awaitNoConnection();
        }
    }

    @ParameterizedTest
    @CsvSource({"1,0", "17,5000", "300000,5000", "3000000,0"})
    void bodiesOfAnySizeGoBothWays(int size, int receiveBuffer) throws Exception {
        try (var server = new TestServer(SETTINGS, call -> call.full(call.body()));
                var client = new TlsClient(server.listener.port(), receiveBuffer, "TLSv1.3")) {
            byte[] sent = new byte[size];
            Arrays.fill(sent, (byte) 'a');
            client.send("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: " + size + "\r\n\r\n");
            client.socket.getOutputStream().write(sent);
            client.readUntil("\r\n\r\n");
            assertThat(client.socket.getInputStream().readNBytes(size)).isEqualTo(sent);
            client.send(GET);
            assertThat(client.readUntil("\r\n\r\n")).contains("content-length: 0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoLeavesAnOpenStreamIsSeen(TlsClient.Way way) throws Exception {
        try (var server = new TestServer(SETTINGS, call -> call.stream("open"));
                var client = new TlsClient(server.listener.port(), 0, "TLSv1.3").send(GET)) {
            client.readUntil("open");
            client.leave(way);
            leftBy(way, server.next());
            server.awaitNoConnection();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoLeavesAHeldRequestIsSeenBehindPipelinedBytesToo(TlsClient.Way way) throws Exception {
        try (var server = holding();
                var client = new TlsClient(server.listener.port(), 0, "TLSv1.2").send(GET + GET)) {
            Call call = server.next();
            client.leave(way);
            leftBy(way, call);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoLeavesAWriterWithAFullSocketIsSeen(TlsClient.Way way) throws Exception {
        try (var server = new TestServer(SETTINGS, call -> {
            call.cutWhenGone();
            call.stream("open");
        }); var client = new TlsClient(server.listener.port(), 4096, "TLSv1.3").send(GET)) {
            client.readUntil("open");
            Call call = server.next();
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
            client.leave(way);
            call.awaitExit();
            assertThat(failed.get(1, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            server.awaitNoConnection();
        }
    }

    @Test
    void plainHttpGetsAReadableAnswer() throws Exception {
        try (var server = holding(); var client = server.connect().send(GET)) {
            assertThat(client.readAll()).startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("content-type: text/plain").contains("this port speaks https");
            client.leave(false);
            server.awaitNoConnection();
            assertThat(server.calls).isEmpty();
        }
    }

    @Test
    void garbageIsClosed() throws Exception {
        try (var server = holding();
                var client = server.connect().send("\u0080\u0001garbage, no hello")) {
            client.awaitEnd();
            client.leave(false);
            server.awaitNoConnection();
        }
    }

    @Test
    void aSlowHandshakeIsClosedAfterTheTimeForAHead() throws Exception {
        var settings = SETTINGS.withTimeouts(SETTINGS.timeouts().withHead(Duration.ofMillis(200)));
        try (var server = new TestServer(settings, call -> {});
                var silent = server.connect();
                var slow = server.connect().send("\u0016\u0003\u0001")) {
            silent.awaitEnd();
            slow.awaitEnd();
            server.awaitNoConnection();
        }
    }

    @Test
    void anOldVersionIsRefused() throws Exception {
        try (var server = holding()) {
            assertThatThrownBy(() -> new TlsClient(server.listener.port(), 0, "TLSv1.1"))
                    .hasRootCauseInstanceOf(IOException.class);
            server.awaitNoConnection();
        }
    }

    @Test
    void aCutStreamHasNoTerminatorAndAStopSaysGoodbye() throws Exception {
        try (var server = new TestServer(SETTINGS, call -> {
            call.stream("open");
            call.exchange.cut();
        }); var client = new TlsClient(server.listener.port(), 0, "TLSv1.3").send(GET)) {
            assertThat(client.readAll()).endsWith("4\r\nopen\r\n");
        }
    }

    private static TestServer holding() {
        return new TestServer(SETTINGS, call -> call.exchange.watch());
    }

    private static void leftBy(TlsClient.Way way, Call call) throws Exception {
        assertThat(call.awaitExit())
                .isInstanceOf(way == TlsClient.Way.RST ? Exit.ClientReset.class : Exit.ClientClosed.class);
        call.exchange.cut();
    }
}
