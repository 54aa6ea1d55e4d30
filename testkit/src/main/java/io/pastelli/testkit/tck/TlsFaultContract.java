package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Timeouts;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import io.pastelli.testkit.client.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS clients that are slow, broken or rude: closed in time. */
@LeavesNothing
@Only(on = Only.Kind.TLS, why = "plain text")
interface TlsFaultContract extends Contract {
    /** How much of a hello comes. */
    int WHOLE = ClientHello.ofVersion(0x0303).length;

    private Site impatient() {
        return serve(TlsContract.VERSION,
                options -> options.timeouts(Timeouts.DEFAULT.withHead(Duration.ofMillis(400))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 40})
    default void aHandshakeThatDoesNotGoOnIsGivenUp(int bytes) throws IOException {
        byte[] hello = Arrays.copyOf(ClientHello.ofVersion(0x0303), bytes);
        try (Site site = impatient();
                RawClient client = RawClient.connect(site.server().port())) {
            client.send(hello).patience(Duration.ofSeconds(5)).rest();
        }
    }

    @Test
    default void aHandshakeThatStopsAfterTheHelloIsGivenUp() throws IOException {
        try (Site site = impatient();
                RawClient client = RawClient.connect(site.server().port())) {
            client.send(ClientHello.ofVersion(0x0303));
            assertThat(client.patience(Duration.ofSeconds(5)).rest().text()).startsWith("\u0016");
        }
    }

    @Test
    default void aHandshakeThatTricklesIsGivenUp() throws Exception {
        try (Site site = impatient();
                RawClient client = RawClient.connect(site.server().port())) {
            var trickle = Thread.startVirtualThread(() -> {
                try {
                    for (byte each : ClientHello.ofVersion(0x0303)) {
                        client.send(new byte[]{each});
                        Thread.sleep(50); // slow on purpose
                    }
                } catch (IOException | InterruptedException e) {
                    // closed: as it should be
                }
            });
            client.patience(Duration.ofSeconds(4)).rest();
            trickle.interrupt();
            trickle.join(Duration.ofSeconds(5));
        }
    }

    @Test
    default void aHandshakeWithoutARequestIsGivenUp() throws IOException {
        try (Site site = impatient();
                RawClient client = new RawClient(
                        Wire.tls(site.server().port(), TestTls.client().withProtocols("http/1.1")))) {
            assertThat(client.patience(Duration.ofSeconds(5)).rest().text()).matches("(?s)|HTTP/1.1 408 .*");
        }
    }

    @Test
    default void slowHandshakesTakeNoThreadEach() throws Exception {
        var clients = new ArrayList<RawClient>();
        try (Site site = serve(TlsContract.VERSION)) {
            assertThat(site.get("/").status()).isEqualTo(200);
            int before = Thread.getAllStackTraces().size();
            for (int i = 0; i < 100; i++) {
                clients.add(RawClient.connect(site.server().port())
                        .send(Arrays.copyOf(ClientHello.ofVersion(0x0303), i % WHOLE)));
            }
            assertThat(site.get("/").status()).as("others are served").isEqualTo(200);
            assertThat(Thread.getAllStackTraces().size() - before).as("more platform threads").isLessThan(50);
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void brokenHandshakesLeaveNothing(Leaving how) throws Exception {
        var random = new Random(42);
        try (Site site = serve(TlsContract.VERSION)) {
            for (int i = 0; i < 60; i++) {
                RawClient client = RawClient.connect(site.server().port());
                client.send(Arrays.copyOf(ClientHello.ofVersion(0x0303), random.nextInt(WHOLE + 1)));
                how.leave(client);
                if (how == Leaving.HALF_CLOSE) {
                    client.rest();
                    client.close();
                }
            }
            assertThat(site.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    default void garbageIsClosedAndLeavesNothing() throws Exception {
        var random = new Random(42);
        try (Site site = serve(TlsContract.VERSION)) {
            for (int i = 0; i < 40; i++) {
                var bytes = new byte[1 + random.nextInt(600)];
                random.nextBytes(bytes);
                if (i % 4 == 0) { // a record that promises garbage
                    bytes = join(List.of(new byte[]{22, 3, 3, 0, (byte) Math.min(120, bytes.length)}, bytes));
                }
                try (RawClient client = RawClient.connect(site.server().port())) {
                    client.send(bytes).halfClose();
                    client.rest();
                }
            }
            assertThat(site.get("/").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Phase.class, names = {"IDLE_STREAM", "HELD_POLL", "HALF_READ_UPLOAD",
            "SECOND_REQUEST"})
    default void aFinWithoutCloseNotifyIsADepartureToo(Phase phase) throws Exception {
        var plug = new Departing(true);
        var nanos = new long[Integer.getInteger("tck.rounds", 3)];
        try (Site site = serve(plug)) {
            for (int i = 0; i < nanos.length; i++) {
                try (RawClient client = site.connect()) {
                    phase.enter(client);
                    var visit = Objects.requireNonNull(plug.visits.poll(10, TimeUnit.SECONDS));
                    long from = System.nanoTime();
                    client.truncate();
                    visit.told().assertTold(Exit.ClientClosed.class);
                    nanos[i] = visit.told().nanos() - from;
                    assertThat(Duration.ofNanos(nanos[i])).isLessThan(GoneContract.DEADLINE);
                }
            }
        }
        measured(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    @Only(on = Only.Kind.HTTP_1, why = "the same handshakes")
    default void everyWayToLeaveIsSeenOverThisVersion(String version) throws Exception {
        var plug = new Departing(false);
        try (Site site = serve(plug)) {
            for (Leaving how : Leaving.values()) {
                Wire wire = Wire.tls(site.server().port(), TestTls.client().withVersions(version));
                try (var client = new RawClient(wire)) {
                    Phase.IDLE_STREAM.enter(client);
                    var visit = Objects.requireNonNull(plug.visits.poll(10, TimeUnit.SECONDS));
                    how.leave(client);
                    visit.told().assertTold(how.exit());
                }
            }
        }
    }

    @Test
    default void aBrokenRecordIsADepartureAndLeavesNothing() throws Exception {
        var plug = new Departing(true);
        try (Site site = serve(plug)) {
            try (RawClient client = site.connect()) {
                client.send(Requests.get("/hold"));
                var visit = Objects.requireNonNull(plug.visits.poll(10, TimeUnit.SECONDS));
                client.wire().writeRaw(join(List.of(new byte[]{23, 3, 3, 0, 40}, new byte[40])));
                assertThat(visit.told().exit().clientGone()).isTrue();
            }
        }
    }

    private static byte[] join(List<byte[]> parts) {
        var all = new java.io.ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
