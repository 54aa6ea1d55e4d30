package io.pastelli.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import io.pastelli.undertow.TestServer.Call;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** After a 101 the exchange carries the bytes of another protocol, as they are. */
class UpgradeTest {
    private static final String REQUEST = "GET /echo HTTP/1.1\r\nhost: test\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n";

    @Test
    void bytesGoBothWaysAlsoThoseThatCameWithTheRequest() throws Exception {
        try (var server = echo(); var client = server.connect().send(REQUEST + "early ")) {
            assertThat(client.readUntil("\r\n\r\n"))
                    .isEqualTo(
                            "HTTP/1.1 101 Switching Protocols\r\nupgrade: echo\r\nconnection: upgrade\r\n\r\n");
            client.send("late");
            assertThat(client.readUntil("late")).isEqualTo("early late");
            client.halfClose();
            assertThat(client.readAll()).isEmpty();
            server.awaitNoConnection();
            assertThat(server.next().exit).isNotDone();
        }
    }

    @Test
    void whoReadsAsSoonAsTheHeadIsOutIsNotToldOfAnEnd() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> {});
                var client = server.connect().send(REQUEST)) {
            Call call = server.next();
            var found = new CompletableFuture<Integer>();
            call.exchange.begin(new ResponseHead(101, Headers.of("upgrade", "echo"), Framing.UPGRADE),
                    ByteBuffer.allocate(0), false, new Completion() {
                        @Override
                        public void done() {
                            try {
                                found.complete(call.exchange.read(new byte[10], 0, 10));
                            } catch (IOException e) {
                                found.completeExceptionally(e);
                            }
                        }

                        @Override
                        public void failed(Throwable cause) {
                            found.completeExceptionally(cause);
                        }
                    });
            assertThat(found.get(5, TimeUnit.SECONDS)).isZero();
            client.readUntil("\r\n\r\n");
            client.send("late");
            byte[] buffer = new byte[10];
            assertThat(new String(buffer, 0, call.read(buffer), StandardCharsets.US_ASCII)).isEqualTo("late");
        }
    }

    @Test
    void muchGoesBothWaysWhileTheClientReadsSlowly() throws Exception {
        byte[] sent = new byte[3 * 1024 * 1024];
        new Random(1).nextBytes(sent);
        try (var server = echo();
                var client = new RawClient(server.listener.port(), 8 * 1024).send(REQUEST)) {
            client.readUntil("\r\n\r\n");
            var writer = CompletableFuture.runAsync(() -> {
                try {
                    client.send(sent).halfClose();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            byte[] got = new byte[sent.length];
            int at = 0;
            for (int n; at < got.length && (n = client.read(got, at, 1000 + at % 7919)) > 0; at += n) {
                // in odd pieces
            }
            writer.get(10, TimeUnit.SECONDS);
            assertThat(Arrays.equals(got, sent)).isTrue();
            assertThat(client.readAll()).isEmpty();
            server.awaitNoConnection();
        }
    }

    @Test
    void aFinIsTheEndOfTheInputAndOurDirectionGoesOn() throws Exception {
        var ended = new CompletableFuture<Integer>();
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            call.upgrade("echo");
            ended.complete(call.read(new byte[10]));
            call.chunk("after the end");
            call.end();
        }); var client = server.connect().send(REQUEST)) {
            client.readUntil("\r\n\r\n");
            client.halfClose();
            assertThat(ended.get(5, TimeUnit.SECONDS)).isEqualTo(-1);
            assertThat(client.readAll()).isEqualTo("after the end");
            server.awaitNoConnection();
        }
    }

    @Test
    void ourEndLeavesTheClientsDirectionOpen() throws Exception {
        var heard = new CompletableFuture<String>();
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            call.upgrade("echo");
            call.end();
            heard.complete(call.body());
        }); var client = server.connect().send(REQUEST)) {
            client.readUntil("\r\n\r\n");
            assertThat(client.readAll()).isEmpty();
            client.send("still here").close();
            assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo("still here");
            server.awaitNoConnection();
        }
    }

    @Test
    void aResetIsSeenWithNobodyWriting() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> call.upgrade("echo"));
                var client = server.connect().send(REQUEST)) {
            client.readUntil("\r\n\r\n");
            Call call = server.next();
            var ready = new CountDownLatch(1);
            call.exchange.onReadable(ready::countDown);
            client.reset();
            assertThat(ready.await(1, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> call.exchange.read(new byte[10], 0, 10)).isInstanceOf(IOException.class);
            assertThat(call.awaitExit()).isInstanceOf(Exit.ClientReset.class);
            server.awaitNoConnection();
        }
    }

    @Test
    void aResetEndsAStalledWrite() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> call.upgrade("echo"));
                var client = new RawClient(server.listener.port(), 4096).send(REQUEST)) {
            client.readUntil("\r\n\r\n");
            var failed = new CompletableFuture<Throwable>();
            server.next().exchange.write(ByteBuffer.wrap(new byte[64 * 1024 * 1024]), false,
                    new Completion() {
                        @Override
                        public void done() {
                            failed.complete(new AssertionError("64 MiB cannot be gone"));
                        }

                        @Override
                        public void failed(Throwable cause) {
                            failed.complete(cause);
                        }
                    });
            client.reset();
            assertThat(failed.get(5, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void nobodyReadingBoundsWhatIsTaken() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> call.upgrade("echo"));
                var client = server.connect().send(REQUEST)) {
            client.readUntil("\r\n\r\n");
            var writer = CompletableFuture.runAsync(() -> {
                try {
                    client.send(new byte[64 * 1024 * 1024]);
                } catch (IOException e) {
                    // cut below
                }
            });
            Call call = server.next();
            assertThat(writer.copy().completeOnTimeout(null, 500, TimeUnit.MILLISECONDS)
                    .thenApply(done -> writer.isDone()).get()).isFalse();
            call.exchange.cut();
            writer.get(5, TimeUnit.SECONDS);
            server.awaitNoConnection();
        }
    }

    private static TestServer echo() {
        return new TestServer(TestServer.SETTINGS, call -> {
            call.upgrade("echo");
            byte[] buffer = new byte[20_000];
            for (int n; (n = call.read(buffer)) > 0;) {
                call.write(buffer, n);
            }
            call.end();
        });
    }
}
