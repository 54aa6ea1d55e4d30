package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Settings;
import io.pastelli.adapter.Timeouts;
import io.pastelli.owner.Exit;
import io.pastelli.tls.TlsSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP/1.1 over TLS, by the engine of the JDK and by tcnative's. */
@ParameterizedClass
@CsvSource({"NIO, false, TLSv1.3", "NIO, true, TLSv1.2", "EPOLL, false, TLSv1.2", "EPOLL, true, TLSv1.3"})
@ExtendWith(QuietNetty.class)
class TlsTest {
    private final Io io;
    private final boolean nativeTls;
    private final String version;
    @SuppressWarnings("NullAway.Init")
    private Probe probe;

    TlsTest(Io io, boolean nativeTls, String version) {
        this.io = io;
        this.nativeTls = nativeTls;
        this.version = version;
    }

    @BeforeEach
    void start() throws Exception {
        serve(Probe.SETTINGS);
    }

    private void serve(Settings settings) throws Exception {
        if (probe != null) {
            probe.close();
        }
        probe = new Probe(io, nativeTls, settings);
    }

    @AfterEach
    void stop() {
        probe.close();
    }

    private Client client() throws IOException {
        return TlsClient.connect(probe.listener.port(), version);
    }

    @Test
    void aRequestIsAnsweredAndKnowsWhatWasAgreed() throws Exception {
        try (var client = client().get("/")) {
            Call call = probe.next();
            assertThat(call.exchange.scheme()).isEqualTo("https");
            TlsSession session = call.exchange.tls().orElseThrow();
            assertThat(session.protocol()).isEqualTo(version);
            assertThat(session.cipherSuite()).startsWith("TLS_")
                    .isEqualTo(((SSLSocket) client.socket).getSession().getCipherSuite());
            assertThat(session.serverName()).isEqualTo(Optional.of("localhost"));
            assertThat(session.peerCertificates()).isEmpty();
            call.answer("hello");
            assertThat(client.until("hello")).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void theProtocolIsAgreedByAlpn() throws Exception {
        try (var client = TlsClient.connect(probe.listener.port(), version, "http/1.1")) {
            assertThat(((SSLSocket) client.socket).getApplicationProtocol()).isEqualTo("http/1.1");
            client.get("/");
            probe.next().answer("hello");
            client.until("hello");
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        try (var client = client().get("/1").get("/2").get("/3")) {
            for (int i = 1; i <= 3; i++) {
                Call call = probe.next();
                assertThat(call.exchange.target()).isEqualTo("/" + i);
                call.answer("n" + i);
                client.until("n" + i);
            }
        }
    }

    @Test
    void largeBodiesPassBothWays() throws Exception {
        try (var client = client()) {
            int size = 3_000_000;
            var sender = CompletableFuture.runAsync(() -> {
                try {
                    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + size + "\r\n\r\n"
                            + "x".repeat(size));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }, Thread::startVirtualThread);
            Call call = probe.next();
            assertThat(call.body()).hasSize(size);
            sender.get(5, TimeUnit.SECONDS);
            call.exchange.closeAfter();
            var told = call.begin(200, Framing.LENGTH, "y".repeat(size), true, "content-length", "" + size);
            assertThat(client.rest()).endsWith("\r\n\r\n" + "y".repeat(size));
            told.await();
        }
    }

    @Test
    void theEndOfAConnectionIsSaidInTlsToo() throws Exception {
        try (var client = client().send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
            probe.next().answer("bye");
            assertThat(client.rest()).endsWith("bye");
        }
    }

    @Test
    void anIdleConnectionIsClosedInTlsToo() throws Exception {
        serve(Probe.SETTINGS.withTimeouts(Timeouts.DEFAULT.withIdle(Duration.ofMillis(100))));
        try (var client = client().get("/")) {
            probe.next().answer("one");
            client.until("one");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aClientThatSaysFarewellIsNoticed() throws Exception {
        leavesIdleStream(client -> client.socket.close(), new Exit.ClientClosed());
    }

    @Test
    void aClientThatSaysFarewellButKeepsTheSocketIsNoticed() throws Exception {
        leavesIdleStream(client -> client.socket.shutdownOutput(), new Exit.ClientClosed());
    }

    @Test
    void aFinWithoutFarewellIsNoticed() throws Exception {
        leavesIdleStream(client -> client.raw.shutdownOutput(), new Exit.ClientClosed());
    }

    @Test
    void aResetIsNoticed() throws Exception {
        leavesIdleStream(Client::reset, new Exit.ClientReset(OptionalLong.empty()));
    }

    private void leavesIdleStream(Leave leave, Exit exit) throws Exception {
        var client = client().get("/");
        Call call = probe.next();
        call.stream("a").await();
        client.until("a\r\n");
        leaves(client, leave, call, exit);
    }

    private static void leaves(Client client, Leave leave, Call call, Exit exit) throws Exception {
        long start = System.nanoTime();
        leave.from(client);
        assertThat(call.exit()).isEqualTo(exit);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
        assertThat(call.exitWithin(20)).as("a second departure").isNull();
        client.raw.close();
    }

    /** A way to leave. */
    private interface Leave {
        void from(Client client) throws IOException;
    }

    @Test
    void aHeldRequestNoticesEveryKindOfEnd() throws Exception {
        held(client -> client.socket.close(), new Exit.ClientClosed());
        held(client -> client.raw.shutdownOutput(), new Exit.ClientClosed());
        held(Client::reset, new Exit.ClientReset(OptionalLong.empty()));
    }

    private void held(Leave leave, Exit exit) throws Exception {
        var client = client().get("/");
        leaves(client, leave, probe.next(), exit);
    }

    @Test
    void anEndBehindPipelinedBytesIsNoticed() throws Exception {
        var client = client().get("/1").get("/2");
        Call call = probe.next();
        call.stream("a").await();
        client.until("a\r\n");
        leaves(client, each -> each.socket.close(), call, new Exit.ClientClosed());
        assertThat(probe.nextWithin(50)).isNull();
    }

    @Test
    void anEndInAHalfReadUploadIsNoticed() throws Exception {
        var client = client().send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc");
        Call call = probe.next();
        assertThat(call.readSome(new byte[10])).isEqualTo(3);
        leaves(client, each -> each.socket.close(), call, new Exit.ClientClosed());
        assertThatThrownBy(() -> call.exchange.read(new byte[10], 0, 10)).isInstanceOf(IOException.class);
    }

    @Test
    void anEndWhileAWriteWaitsIsNoticed() throws Exception {
        var client = client().get("/");
        Call call = probe.next();
        call.stream("a").await();
        client.until("a\r\n");
        var stuck = call.write(ByteBuffer.allocate(16 * 1024 * 1024), false);
        assertThat(stuck.future).isNotDone();
        leaves(client, Client::reset, call, new Exit.ClientReset(OptionalLong.empty()));
        assertThat(stuck.future).failsWithin(5, TimeUnit.SECONDS);
    }

    @Test
    void aStalledClientIsCutAtOnce() throws Exception {
        try (var client = client().get("/")) {
            Call call = probe.next();
            call.stream("a").await();
            client.until("a\r\n");
            var stuck = call.write(ByteBuffer.allocate(16 * 1024 * 1024), false);
            call.exchange.cut();
            assertThat(stuck.future).failsWithin(1, TimeUnit.SECONDS);
            assertThatThrownBy(client::rest).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aCutIsNoFarewell() throws Exception {
        try (var client = client().send("GET / HTTP/1.0\r\n\r\n")) {
            Call call = probe.next();
            call.stream("a").await();
            client.until("\r\n\r\na");
            call.exchange.cut();
            assertThatThrownBy(client::rest).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aHalfClosedClientIsServedWhereThatIsAskedFor() throws Exception {
        serve(Probe.SETTINGS.withHalfClose(HalfClose.IS_SERVED));
        try (var client = client().get("/")) {
            Call call = probe.next();
            client.socket.shutdownOutput();
            if (version.equals("TLSv1.2")) { // where a farewell ends both directions
                assertThat(call.exit()).isEqualTo(new Exit.ClientClosed());
                return;
            }
            assertThat(call.exitWithin(50)).isNull();
            call.begin(200, Framing.LENGTH, "x".repeat(300_000), true, "content-length", "300000");
            assertThat(client.rest()).contains("connection: close").endsWith("x".repeat(300_000));
        }
    }

    @Test
    void plainHttpIsToldToUseHttps() throws Exception {
        try (var client = probe.client().get("/")) {
            assertThat(client.rest()).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("text/plain")
                    .contains("this port speaks https");
        }
        try (var client = probe.client()
                .send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n")) {
            client.send("x".repeat(99_999));
            assertThat(client.rest()).contains("this port speaks https");
        }
        assertThat(probe.nextWithin(20)).isNull();
    }

    @Test
    void garbageIsClosed() throws Exception {
        try (var client = probe.client().send("\u0000\u0001\u0002")) {
            assertThat(end(client)).isEmpty();
        }
        try (var client = probe.client().send("\u0016\u0003\u0001\u0000\u0005hello")) {
            assertThat(end(client)).isNotNull();
        }
        try (var client = probe.client().send("\u0016GET / HTTP/1.1\r\n\r\n")) {
            assertThat(end(client)).isNotNull();
        }
    }

    private static String end(Client client) {
        try {
            return client.rest();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
            return "";
        }
    }

    @Test
    void aSlowHandshakeIsClosed() throws Exception {
        serve(Probe.SETTINGS.withTimeouts(Timeouts.DEFAULT.withHead(Duration.ofMillis(100))));
        for (String start : new String[]{"", "\u0016", "\u0016\u0003\u0001\u0001\u0000abc"}) {
            try (var client = probe.client().send(start)) {
                assertThat(end(client)).isEmpty();
            }
        }
    }

    @Test
    void aClientWithoutACommonVersionIsRefused() throws Exception {
        try (var raw = probe.client(); var tls = TlsClient.layered(raw.socket, probe.listener.port())) {
            tls.setEnabledProtocols(new String[]{version});
            tls.setEnabledCipherSuites(new String[]{"TLS_RSA_WITH_AES_128_CBC_SHA"});
            assertThatThrownBy(tls::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void aTruncatedHandshakeIsForgotten() throws Exception {
        probe.client().send("\u0016\u0003\u0001\u0001\u0000abc").close();
        probe.client().send("\u0016\u0003\u0001\u0001\u0000abc").reset();
        probe.client().close();
        try (var client = client().get("/")) {
            probe.next().answer("hello");
            client.until("hello");
        }
    }

    @Test
    void aPauseAndACloseEndTlsConnections() throws Exception {
        try (var idle = client().get("/");
                var half = probe.client().send("\u0016");
                var busy = client().get("/b")) {
            probe.next().answer("one");
            idle.until("one");
            Call call = probe.next();
            probe.listener.pause();
            assertThat(idle.rest()).isEmpty();
            assertThat(end(half)).isEmpty();
            call.stream("a").await();
            busy.until("a\r\n");
            probe.listener.close();
            assertThat(call.exit()).isEqualTo(new Exit.Shutdown());
        }
    }
}
