package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UpgradeTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n";
    private static final ResponseHead HEAD = new ResponseHead(101, Headers.of("upgrade", "echo"),
            Framing.UPGRADE);

    private static void echo(Rig.Held held) throws IOException {
        Rig.get(held.begin(HEAD, "", false));
        byte[] buffer = new byte[8000];
        for (int count = read(held, buffer); count >= 0; count = read(held, buffer)) {
            held.write(java.util.Arrays.copyOf(buffer, count), false).join();
        }
        Rig.get(held.write("bye", true));
    }

    /** Waits for bytes and reads them. */
    private static int read(Rig.Held held, byte[] buffer) throws IOException {
        for (;;) {
            int count = held.exchange().read(buffer, 0, buffer.length);
            if (count != 0) {
                return count;
            }
            await(held.exchange());
        }
    }

    private static void await(Exchange exchange) {
        var ready = new CompletableFuture<Void>();
        exchange.onReadable(() -> ready.complete(null));
        Rig.get(ready);
    }

    @Test
    void bytesGoBothWaysAfterTheHead() {
        try (var rig = new Rig(UpgradeTest::echo); var client = rig.client()) {
            String head = client.send(REQUEST).until("\r\n\r\n");
            assertThat(head).isEqualTo(
                    "HTTP/1.1 101 Switching Protocols\r\nupgrade: echo\r\nconnection: upgrade\r\n\r\n");
            assertThat(client.send("hello").until("hello")).isEqualTo("hello");
            assertThat(client.send("again").until("again")).isEqualTo("again");
            assertThat(client.halfClose().rest()).isEqualTo("bye");
            assertThat(rig.next().exit()).isNotDone();
        }
    }

    @Test
    void bytesThatCameWithTheRequestComeFirst() {
        try (var rig = new Rig(held -> {
            held.exchange().watch(); // a watch that has read ahead
            echo(held);
        }); var client = rig.client()) {
            String early = "x".repeat(3000);
            assertThat(client.send(REQUEST + early).until(early)).endsWith("\r\n\r\n" + early);
        }
    }

    @Test
    void aFinIsTheEndOfReading() {
        try (var rig = new Rig(held -> {
            Rig.get(held.begin(HEAD, "", false));
            assertThat(read(held, new byte[10])).isEqualTo(-1);
            Rig.get(held.write("still here", true));
        }); var client = rig.client()) {
            client.send(REQUEST).until("\r\n\r\n");
            assertThat(client.halfClose().rest()).isEqualTo("still here");
        }
    }

    @Test
    void aResetWakesTheReaderAndFailsTheRead() {
        var outcome = new CompletableFuture<Throwable>();
        try (var rig = new Rig(held -> {
            Rig.get(held.begin(HEAD, "", false));
            try {
                read(held, new byte[10]);
            } catch (IOException e) {
                outcome.complete(e);
            }
        }); var client = rig.client()) {
            client.send(REQUEST).until("\r\n\r\n");
            client.reset();
            assertThat(Rig.get(outcome)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void ourEndIsAFinAndTheClientMayGoOn() {
        var rest = new CompletableFuture<String>();
        var end = new CompletableFuture<Integer>();
        try (var rig = new Rig(held -> {
            Rig.get(held.begin(HEAD, "all", true));
            byte[] buffer = new byte[100];
            rest.complete(new String(buffer, 0, read(held, buffer)));
            end.complete(read(held, buffer));
        }); var client = rig.client()) {
            assertThat(client.send(REQUEST).rest()).endsWith("\r\n\r\nall");
            assertThat(client.send("more").halfClose()).isNotNull();
            assertThat(Rig.get(rest)).isEqualTo("more");
            assertThat(Rig.get(end)).isEqualTo(-1);
            assertThat(rig.next().exit()).isNotDone();
        }
    }

    @Test
    void aCutEndsBothDirections() {
        try (var rig = new Rig(held -> Rig.get(held.begin(HEAD, "", false))); var client = rig.client()) {
            client.send(REQUEST).until("\r\n\r\n");
            var held = rig.next();
            var ready = new CompletableFuture<Void>();
            held.exchange().onReadable(() -> ready.complete(null));
            held.exchange().cut();
            Rig.get(ready);
            assertThatThrownBy(() -> held.exchange().read(new byte[1], 0, 1)).isInstanceOf(IOException.class);
            assertThat(client.next()).isNegative();
        }
    }

    @Test
    void whatNobodyReadsStaysWithTheClient() throws Exception {
        try (var rig = new Rig(held -> Rig.get(held.begin(HEAD, "", false))); var client = rig.client()) {
            client.send(REQUEST).until("\r\n\r\n");
            var held = rig.next();
            var sent = new AtomicLong();
            var writer = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 1000; i++) {
                    client.send(new byte[100_000]);
                    sent.addAndGet(100_000);
                }
            });
            assertThat(writer.join(java.time.Duration.ofMillis(500))).isFalse();
            long taken = sent.get();
            assertThat(taken).isLessThan(100_000_000L);
            byte[] buffer = new byte[64 * 1024];
            for (long all = 0; all < 100_000_000L;) {
                all += read(held, buffer);
            }
            writer.join();
        }
    }

    @Test
    void aSlowReaderHoldsTheWriterUp() {
        try (var rig = new Rig(held -> Rig.get(held.begin(HEAD, "", false))); var client = rig.client()) {
            client.send(REQUEST).until("\r\n\r\n");
            var held = rig.next();
            var write = held.write(new byte[50_000_000], false);
            assertThat(write).isNotDone();
            for (int i = 0; i < 50_000_000;) {
                i += client.take(Math.min(100_000, 50_000_000 - i));
            }
            Rig.get(write);
        }
    }

    @Test
    void muchGoesBothWaysAtOnce() throws Exception {
        try (var rig = new Rig(UpgradeTest::echo); var client = rig.client()) {
            client.send(REQUEST).until("\r\n\r\n");
            byte[] block = new byte[50_000];
            java.util.Arrays.fill(block, (byte) 7);
            var writer = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 200; i++) {
                    client.send(block);
                }
                client.halfClose();
            });
            long all = 0;
            for (int count = client.take(100_000); count > 0; count = client.take(100_000)) {
                all += count;
            }
            writer.join();
            assertThat(all).isEqualTo(200 * 50_000 + 3);
        }
    }
}
