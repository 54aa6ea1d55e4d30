package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class BodyTest {
    private static final String POST = "POST / HTTP/1.1\r\nhost: test\r\n";

    @Test
    void bodiesOfEitherFramingAreReadWhole() {
        for (boolean watched : new boolean[]{true, false}) {
            try (var rig = new Rig(held -> {
                if (watched) {
                    held.exchange().watch();
                }
                held.full(200, held.exchange().contentLength() + " " + sum(held.body()));
            }); var client = rig.client()) {
                byte[] body = new byte[1_000_000];
                for (int i = 0; i < body.length; i++) {
                    body[i] = (byte) (i * 31);
                }
                client.send(POST + "content-length: 1000000\r\n\r\n").send(body);
                assertThat(client.response()).endsWith("\r\n\r\n1000000 " + sum(body));
                client.send(POST + "transfer-encoding: chunked\r\n\r\n" + "f4240\r\n").send(body)
                        .send("\r\n0\r\n\r\n");
                assertThat(client.response()).endsWith("\r\n\r\n-1 " + sum(body));
                assertThat(client.send(POST + "content-length: 0\r\n\r\n").response())
                        .endsWith("\r\n\r\n0 1");
            }
        }
    }

    @Test
    void aClientThatWaitsIsToldToContinueAtTheFirstReadOnly() throws IOException {
        var read = new CompletableFuture<Void>();
        try (var rig = new Rig(held -> {
            held.exchange().watch();
            Rig.get(read);
            held.full(200, new String(held.body(), StandardCharsets.ISO_8859_1));
        }); var client = rig.client()) {
            client.send(POST + "content-length: 2\r\nexpect: 100-continue\r\n\r\n");
            assertThat(silent(client)).isTrue();
            read.complete(null);
            assertThat(client.until("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.send("ok").response()).endsWith("\r\n\r\nok").doesNotContain("connection");
            client.send(POST + "content-length: 2\r\nexpect: 100-continue\r\n\r\nno").until("\r\n\r\n");
            assertThat(client.response()).endsWith("no");
        }
    }

    @Test
    void aClientThatIsNotToldToContinueSeesTheConnectionClose() {
        try (var rig = new Rig(held -> held.full(403, "no")); var client = rig.client()) {
            client.send(POST + "content-length: 2\r\nexpect: 100-continue\r\n\r\n");
            assertThat(client.rest())
                    .isEqualTo("HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\nconnection: close\r\n\r\nno");
        }
    }

    @Test
    void nobodyIsToldToContinueInTheMiddleOfAResponse() {
        try (var rig = new Rig(held -> {
            Rig.get(held.begin(new ResponseHead(200, Headers.empty(), Framing.STREAM), "a", false));
            assertThat(held.exchange().read(new byte[9], 0, 9)).isZero();
            Rig.get(held.write("b", true));
        }); var client = rig.client()) {
            client.send(POST + "content-length: 2\r\nexpect: 100-continue\r\n\r\n");
            assertThat(client.rest()).contains("connection: close")
                    .endsWith("\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\n");
        }
    }

    @Test
    void anUnreadBodyThatHasArrivedLeavesTheConnectionOpen() {
        try (var rig = new Rig(held -> held.full(200, held.exchange().target())); var client = rig.client()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(POST + "content-length: 3000\r\n\r\n" + "x".repeat(3000)).response())
                        .isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n/");
            }
        }
    }

    @Test
    void anUnreadBodyThatHasNotArrivedClosesTheConnectionAndLosesNoResponse() {
        for (boolean watched : new boolean[]{true, false}) {
            try (var rig = new Rig(held -> {
                if (watched) {
                    held.exchange().watch();
                }
                held.full(413, "too much");
            }); var client = rig.client()) {
                client.send(POST + "content-length: 3000000\r\n\r\n");
                byte[] part = new byte[100_000];
                try {
                    for (int i = 0; i < 30; i++) {
                        client.send(part);
                    }
                } catch (UncheckedIOException e) {
                    // the server may stop reading
                }
                assertThat(client.rest()).contains("connection: close").endsWith("too much");
            }
        }
    }

    @Test
    void aMalformedBodyIsABadRequest() {
        var error = new CompletableFuture<Throwable>();
        try (var rig = new Rig(held -> {
            error.complete(catchThrowable(held::body));
            held.full(400, "bad");
        }); var client = rig.client()) {
            client.send(POST + "transfer-encoding: chunked\r\n\r\nzz\r\n");
            assertThat(client.rest()).contains("connection: close").endsWith("bad");
            assertThat(Rig.get(error)).isInstanceOf(HttpException.class).hasMessageContaining("malformed");
        }
    }

    @Test
    void aReaderIsToldThatTheClientLeft() {
        var error = new CompletableFuture<Throwable>();
        try (var rig = new Rig(held -> error.complete(catchThrowable(held::body)));
                var client = rig.client()) {
            client.send(POST + "content-length: 10\r\n\r\nhalf").fin();
            assertThat(Rig.get(error)).isInstanceOf(IOException.class);
            assertThat(rig.next().departure()).isEqualTo(new Exit.ClientClosed());
        }
    }

    @Test
    void aHalfClosedClientThatIsServedIsToldThatItsBodyIsCutShort() {
        var error = new CompletableFuture<Throwable>();
        try (var rig = new Rig(Rig.settings(HalfClose.IS_SERVED), held -> {
            error.complete(catchThrowable(held::body));
            held.full(400, "short");
        }); var client = rig.client()) {
            client.send(POST + "content-length: 10\r\n\r\nhalf").halfClose();
            assertThat(client.rest()).contains("connection: close").endsWith("short");
            assertThat(Rig.get(error)).isInstanceOf(HttpException.class);
        }
    }

    @Test
    void aReaderThatWaitsIsWokenByACut() {
        var waits = new CompletableFuture<Void>();
        var woken = new CompletableFuture<Void>();
        try (var rig = new Rig(held -> {
            assertThat(held.exchange().read(new byte[9], 0, 9)).isZero();
            held.exchange().onReadable(() -> woken.complete(null));
            waits.complete(null);
        }); var client = rig.client()) {
            client.send(POST + "content-length: 10\r\n\r\n");
            Rig.get(waits);
            var held = rig.next();
            held.exchange().cut();
            Rig.get(woken);
            assertThat(catchThrowable(() -> held.exchange().read(new byte[9], 0, 9)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aCutInTheMiddleOfReadsBreaksNothing() {
        try (var rig = new Rig(held -> {
            held.exchange().watch();
            Thread.startVirtualThread(held.exchange()::cut);
            held.body();
        }); var log = new Logged("org.eclipse.jetty")) {
            for (int i = 0; i < 300; i++) {
                try (var client = rig.client()) {
                    client.send(POST + "transfer-encoding: chunked\r\n\r\n" + "3e8\r\n" + "x".repeat(1000));
                    rig.next();
                }
            }
            assertThat(log.above(Level.FINE)).isEmpty();
        }
    }

    /** Tells whether nothing comes for a while. */
    private static boolean silent(RawClient client) throws IOException {
        client.socket().setSoTimeout(100);
        try {
            client.next();
            return false;
        } catch (AssertionError timeout) {
            client.socket().setSoTimeout(5000);
            return true;
        }
    }

    private static int sum(byte[] bytes) {
        return java.util.Arrays.hashCode(bytes);
    }
}
