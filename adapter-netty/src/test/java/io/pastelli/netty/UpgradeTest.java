package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.adapter.Framing;
import io.pastelli.owner.Exit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** A connection of HTTP/1.1 that goes on in another protocol, in clear text and over TLS. */
@ParameterizedClass
@CsvSource({"NIO, false", "NIO, true", "EPOLL, false", "EPOLL, true"})
@ExtendWith(QuietNetty.class)
class UpgradeTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n";

    private final Io io;
    private final boolean tls;
    @SuppressWarnings("NullAway.Init")
    private Probe probe;

    UpgradeTest(Io io, boolean tls) {
        this.io = io;
        this.tls = tls;
    }

    @BeforeEach
    void start() throws Exception {
        probe = tls ? new Probe(io, io == Io.EPOLL, Probe.SETTINGS) : new Probe(io);
    }

    @AfterEach
    void stop() {
        probe.close();
    }

    private Client client() throws IOException {
        return tls ? TlsClient.connect(probe.listener.port(), "TLSv1.3") : probe.client();
    }

    private static void upgrade(Call call) throws Exception {
        call.begin(101, Framing.UPGRADE, "", false, "upgrade", "echo").await();
    }

    @Test
    void bytesPassBothWaysUntilBothHaveEnded() throws Exception {
        try (var client = client().send(REQUEST)) {
            Call call = probe.next();
            call.begin(101, Framing.UPGRADE, "welcome", false, "upgrade", "echo").await();
            assertThat(client.until("welcome")).startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                    .contains("upgrade: echo\r\n").contains("connection: upgrade\r\n")
                    .doesNotContain("connection: close").doesNotContain("transfer-encoding")
                    .endsWith("\r\n\r\nwelcome");
            client.send("GET / is no request here\r\n\r\n");
            assertThat(some(call)).isEqualTo("GET / is no request here\r\n\r\n");
            call.write("0\r\n\r\n", false).await();
            client.until("0\r\n\r\n");
            client.socket.shutdownOutput();
            assertThat(call.readSome(new byte[10])).isEqualTo(-1);
            assertThat(call.exitWithin(20)).as("one direction has ended").isNull();
            if (!(tls && io == Io.EPOLL)) { // tcnative ends both directions at close_notify
                call.write("bye", true).await();
                assertThat(client.rest()).isEqualTo("bye");
            }
        }
    }

    private static String some(Call call) throws Exception {
        byte[] buffer = new byte[1000];
        int count = call.readSome(buffer);
        return count < 0 ? "" : new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
    }

    @Test
    void bytesThatCameWithTheRequestAreRead() throws Exception {
        try (var client = client().send(REQUEST + "GET /early HTTP/1.1\r\n\r\n")) {
            Call call = probe.next();
            client.send("later");
            assertThat(probe.nextWithin(30)).isNull();
            upgrade(call);
            var all = new StringBuilder();
            while (all.length() < "GET /early HTTP/1.1\r\n\r\nlater".length()) {
                all.append(some(call));
            }
            assertThat(all).hasToString("GET /early HTTP/1.1\r\n\r\nlater");
        }
    }

    @Test
    void aRequestWhoseUpgradeIsNotTakenIsARequestLikeAnyOther() throws Exception {
        try (var client = client().send(REQUEST).get("/2")) {
            probe.next().answer("one");
            Call second = probe.next();
            assertThat(second.exchange.target()).isEqualTo("/2");
            second.answer("two");
            client.until("two");
            client.send(REQUEST);
            upgrade(probe.next());
            client.head();
        }
    }

    @Test
    void aFinAfterTheLastBytesIsTheEnd() throws Exception {
        try (var client = client().send(REQUEST)) {
            Call call = probe.next();
            upgrade(call);
            client.head();
            client.send("last");
            client.socket.close();
            assertThat(some(call)).isEqualTo("last");
            assertThat(call.readSome(new byte[10])).isEqualTo(-1);
        }
    }

    /** The leak detector is what asserts here. */
    @Test
    void whatIsLeftUnreadWhenAllIsOverIsNoLeak() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (var client = client().send(REQUEST)) {
                Call call = probe.next();
                upgrade(call);
                client.head();
                client.send("nobody reads this");
            }
        }
    }

    @Test
    void anEndIsSeenByAWaitingReader() throws Exception {
        for (boolean rst : new boolean[]{false, true}) {
            var client = client().send(REQUEST);
            Call call = probe.next();
            upgrade(call);
            client.head();
            assertThat(call.exchange.read(new byte[10], 0, 10)).isZero();
            var ready = new CompletableFuture<Void>();
            call.exchange.onReadable(() -> ready.complete(null));
            assertThat(ready).isNotDone();
            if (rst) {
                client.reset();
                ready.get(5, TimeUnit.SECONDS);
                assertThatThrownBy(() -> call.exchange.read(new byte[10], 0, 10))
                        .isInstanceOf(IOException.class);
                assertThat(call.exit()).isEqualTo(new Exit.ClientReset(OptionalLong.empty()));
                assertThat(call.write("x", false).future).failsWithin(5, TimeUnit.SECONDS);
            } else {
                client.close();
                ready.get(5, TimeUnit.SECONDS);
                assertThat(call.exchange.read(new byte[10], 0, 10)).isEqualTo(-1);
            }
        }
    }

    @Test
    void ourEndIsAFinAndTheClientMayGoOn() throws Exception {
        try (var client = client().send(REQUEST)) {
            Call call = probe.next();
            upgrade(call);
            client.head();
            call.write("bye", true).await();
            assertThat(client.rest()).isEqualTo("bye");
            if (!(tls && io == Io.EPOLL)) { // tcnative reads nothing after its own close_notify
                client.send("and you");
                assertThat(some(call)).isEqualTo("and you");
            }
            client.socket.close();
            assertThat(call.readSome(new byte[10])).isEqualTo(-1);
        }
    }

    @Test
    void muchPassesBothWaysAtOnce() throws Exception {
        int size = 4_000_000;
        try (var client = client().send(REQUEST)) {
            Call call = probe.next();
            upgrade(call);
            client.head();
            var sender = CompletableFuture.runAsync(() -> {
                try {
                    client.send("x".repeat(size));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }, Thread::startVirtualThread);
            var reader = CompletableFuture.supplyAsync(() -> {
                try {
                    long all = 0;
                    for (byte[] buffer = new byte[8192]; all < size;) {
                        all += call.readSome(buffer);
                    }
                    return all;
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            }, Thread::startVirtualThread);
            var told = call.write(ByteBuffer.wrap("y".repeat(size).getBytes(StandardCharsets.US_ASCII)),
                    true);
            assertThat(client.rest()).hasSize(size);
            told.await();
            if (!(tls && io == Io.EPOLL)) {
                sender.get(5, TimeUnit.SECONDS);
                assertThat(reader.get(5, TimeUnit.SECONDS)).isEqualTo(size);
            }
        }
    }

    @Test
    void whatNobodyReadsStaysWithTheClient() throws Exception {
        try (var client = client().send(REQUEST)) {
            Call call = probe.next();
            upgrade(call);
            client.head();
            var sender = CompletableFuture.runAsync(() -> {
                try {
                    client.send("x".repeat(32_000_000));
                } catch (IOException e) {
                    // the test is over
                }
            }, Thread::startVirtualThread);
            assertThatThrownBy(() -> sender.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            byte[] buffer = new byte[64 * 1024];
            assertThat(call.readSome(buffer)).isPositive();
            client.raw.close();
            sender.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void aCutIsAReset() throws Exception {
        try (var client = client().send(REQUEST)) {
            Call call = probe.next();
            upgrade(call);
            client.head();
            call.exchange.cut();
            assertThatThrownBy(client::rest).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> call.exchange.read(new byte[10], 0, 10)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aStopTellsIt() throws Exception {
        try (var client = client().send(REQUEST)) {
            Call call = probe.next();
            upgrade(call);
            client.head();
            probe.listener.pause();
            assertThat(call.exitWithin(20)).isNull();
            probe.listener.close();
            assertThat(call.exit()).isEqualTo(new Exit.Shutdown());
        }
    }
}
