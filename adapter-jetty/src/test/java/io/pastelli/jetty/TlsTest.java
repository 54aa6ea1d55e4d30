package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Limits;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.adapter.Settings;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    private static final Settings SETTINGS = Rig.SETTINGS.withTls(Rig.TLS);
    private static final Exit CLOSED = new Exit.ClientClosed();
    private static final Exit RESET = new Exit.ClientReset(OptionalLong.empty());

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void requestsAreAnsweredAndTheSessionIsKnown(String version) {
        try (var rig = new Rig(SETTINGS, held -> held.full(200, "hello")); var client = rig.secure(version)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.get("/").response()).endsWith("\r\n\r\nhello");
                var exchange = rig.next().exchange();
                assertThat(exchange.scheme()).isEqualTo("https");
                var session = exchange.tls().orElseThrow();
                assertThat(session.protocol()).isEqualTo(version);
                assertThat(session.cipherSuite()).startsWith("TLS_");
                assertThat(session.serverName()).contains("app.localhost");
                assertThat(session.peerCertificates()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aDepartureIsToldInEveryPhase(String version) {
        for (String phase : new String[]{"open", "held", "pipelined", "posted"}) {
            for (String end : new String[]{"close_notify", "fin", "reset"}) {
                try (var rig = new Rig(SETTINGS, held -> {
                    if (phase.equals("open")) {
                        held.open();
                    } else {
                        held.exchange().watch();
                        held.body();
                    }
                }); var client = rig.secure(version)) {
                    switch (phase) {
                        case "open" -> client.get("/").until("\r\n\r\n");
                        case "posted" ->
                            client.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nhi");
                        case "pipelined" -> client.get("/").get("/next");
                        default -> client.get("/");
                    }
                    var held = rig.next();
                    switch (end) {
                        case "close_notify" -> client.fin();
                        case "fin" -> client.drop();
                        default -> client.reset();
                    }
                    assertThat(held.departure()).as(phase + " " + end)
                            .isEqualTo(end.equals("reset") ? RESET : CLOSED);
                }
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        try (var rig = new Rig(SETTINGS, held -> {
            held.exchange().watch();
            held.full(200, held.exchange().target());
        }); var client = rig.secure("TLSv1.3")) {
            var all = new StringBuilder();
            for (int i = 1000; i < 2000; i++) {
                all.append("GET /").append(i).append(" HTTP/1.1\r\nhost: test\r\n\r\n");
            }
            client.send(all.toString());
            for (int i = 1000; i < 2000; i++) {
                assertThat(client.response()).endsWith("\r\n\r\n/" + i);
            }
        }
    }

    @Test
    void aBodyIsReadWhileTheDepartureIsWatched() {
        try (var rig = new Rig(SETTINGS, held -> {
            held.exchange().watch();
            held.full(200, "" + held.body().length);
        }); var client = rig.secure("TLSv1.3")) {
            for (int i = 0; i < 2; i++) {
                client.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\n");
                assertThat(client.send(new byte[1_000_000]).response()).endsWith("1000000");
            }
        }
    }

    @Test
    void aByteThatTheWatchReadsWhileItIsAskedForIsNotForgotten() {
        try (var rig = new Rig(SETTINGS, held -> {
            held.open();
            byte[] one = new byte[1];
            for (int count = 0; count >= 0; count = held.exchange().read(one, 0, 1)) {
                if (count > 0) {
                    Rig.get(held.write("!", false));
                } else {
                    var ready = new CompletableFuture<Void>();
                    held.exchange().onReadable(() -> ready.complete(null));
                    Rig.get(ready);
                }
            }
            Rig.get(held.write("", true));
        }); var client = rig.secure("TLSv1.3")) {
            client.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5000\r\n\r\n").until("\r\n\r\n");
            for (int i = 0; i < 5000; i++) {
                client.send("x").until("!\r\n");
            }
            assertThat(client.until("0\r\n\r\n")).isEqualTo("0\r\n\r\n");
        }
    }

    @Test
    void aHalfClosedClientIsServedWhenAskedFor() {
        try (var rig = new Rig(SETTINGS.withHalfClose(HalfClose.IS_SERVED), held -> {
            held.exchange().watch();
            held.full(200, "served");
        }); var client = rig.secure("TLSv1.3")) {
            assertThat(client.get("/").halfClose().rest()).endsWith("served");
            assertThat(rig.next().exit()).isNotDone();
        }
    }

    @Test
    void aCutIsATruncation() {
        try (var rig = new Rig(SETTINGS, Rig.Held::open); var client = rig.secure("TLSv1.3")) {
            client.get("/").until("\r\n\r\n");
            var held = rig.next();
            var write = held.write(new byte[50_000_000], false);
            assertThat(write).isNotDone();
            held.exchange().cut();
            assertThat(write).isCompletedExceptionally();
        }
    }

    @Test
    void aResponseThatClosesEndsWithACloseNotify() {
        try (var rig = new Rig(SETTINGS, held -> {
            held.exchange().closeAfter();
            held.full(200, "x".repeat(100_000));
        }); var client = rig.secure("TLSv1.3")) {
            assertThat(client.get("/").all()).hasSizeGreaterThan(100_000); // an SSLException for a truncation
        }
    }

    @Test
    void theClientsBytesAreKeptAfterAnUpgrade() {
        try (var rig = new Rig(SETTINGS, held -> {
            held.exchange().watch();
            Rig.get(held.begin(new ResponseHead(101, Headers.of("upgrade", "echo"), Framing.UPGRADE), "",
                    false));
            Rig.get(held.write(held.body(), true));
        }); var client = rig.secure("TLSv1.3")) {
            client.send("GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\none")
                    .until("\r\n\r\n");
            assertThat(client.send("two").halfClose().rest()).isEqualTo("onetwo");
        }
    }

    @Test
    void clearTextIsToldThatThePortSpeaksHttps() {
        try (var log = new Logged("");
                var rig = new Rig(SETTINGS, held -> {});
                var client = rig.client();
                var other = rig.client()) {
            assertThat(client.get("/" + "x".repeat(5000)).rest()).startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("text/plain").contains("this port speaks https");
            assertThat(other.send(new byte[]{0, 1, 2, 3}).rest()).isEmpty();
            assertThat(log.above(Level.INFO)).isEmpty();
        }
    }

    @Test
    void brokenAndSlowHandshakesAreClosedWithoutAWord() {
        var timeouts = Rig.timeouts(300, 300);
        try (var log = new Logged("");
                var rig = new Rig(Rig.settings(Limits.DEFAULT, timeouts, HalfClose.LEAVES).withTls(Rig.TLS),
                        held -> held.full(200, "hi"));
                var silent = rig.client();
                var slow = rig.client();
                var broken = rig.client();
                var gone = rig.client();
                var idle = rig.secure("TLSv1.3");
                var late = rig.secure("TLSv1.2")) {
            slow.send(new byte[]{0x16, 3, 1, 2, 0, 1, 0});
            broken.send(new byte[]{0x16, 3, 1, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8});
            gone.send(new byte[]{0x16, 3, 1}).reset();
            late.send("GET / HT");
            broken.rest();
            assertThat(slow.rest()).isEmpty();
            assertThat(silent.rest()).isEmpty();
            assertThat(late.rest()).startsWith("HTTP/1.1 408");
            assertThat(idle.rest()).isEmpty();
            assertThat(log.above(Level.INFO)).isEmpty();
        }
    }

    @Test
    void anUnknownHostNameIsServed() {
        try (var rig = new Rig(SETTINGS,
                held -> held.full(200, held.exchange().headers().first("host").orElse("")));
                var client = rig.secure("TLSv1.3")) {
            assertThat(client.send("GET / HTTP/1.1\r\nhost: other.test\r\n\r\n").response())
                    .endsWith("other.test");
        }
    }
}
