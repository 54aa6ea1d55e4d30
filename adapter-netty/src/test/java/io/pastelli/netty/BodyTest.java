package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.HttpException;
import io.pastelli.owner.Exit;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies: streamed, bounded, drained. */
@ParameterizedClass
@EnumSource
@ExtendWith(QuietNetty.class)
class BodyTest {
    private final Io io;
    @SuppressWarnings("NullAway.Init")
    private Probe probe;

    BodyTest(Io io) {
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
    void aBodyIsReadWhileItArrives() throws Exception {
        try (var client = probe.client().send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n")) {
            Call call = probe.next();
            assertThat(call.exchange.contentLength()).isEqualTo(6);
            assertThat(call.exchange.read(new byte[8], 0, 8)).isZero();
            client.send("abc");
            byte[] buffer = new byte[8];
            assertThat(call.readSome(buffer)).isEqualTo(3);
            client.send("def");
            assertThat(call.body()).isEqualTo("def");
            assertThat(call.exchange.read(buffer, 0, 8)).isEqualTo(-1);
            call.answer("ok").await();
            client.until("ok");
        }
    }

    @Test
    void aBodyThatCameWithItsHeadIsThereWhenTheRequestIs() throws Exception {
        probe.close();
        var read = new CompletableFuture<Integer>();
        var listener = io.adapter().listen(Probe.SETTINGS, exchange -> {
            try {
                read.complete(exchange.read(new byte[8], 0, 8)); // on the event loop: nothing comes meanwhile
            } catch (IOException e) {
                read.completeExceptionally(e);
            }
        });
        try (var client = new Client(listener.port())) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabcdef");
            assertThat(read.get(5, TimeUnit.SECONDS)).isEqualTo(6);
        } finally {
            listener.close();
        }
    }

    @Test
    void aChunkedBodyHasNoDeclaredLength() throws Exception {
        try (var client = probe.client()
                .send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n3;a=b\r\nabc\r\n1\r\nd\r\n0\r\nt: v\r\n\r\n")
                .get("/next")) {
            Call call = probe.next();
            assertThat(call.exchange.contentLength()).isEqualTo(-1);
            assertThat(call.body()).isEqualTo("abcd");
            call.answer("ok");
            client.until("ok");
            assertThat(probe.next().exchange.target()).isEqualTo("/next");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\n", "-1\r\n", "fffffffffffffffff\r\n", "3\r\nabcd\r\n", "3\r\nabc0\r\n\r\n"})
    void badChunksAreRefusedAndTheConnectionClosed(String body) throws Exception {
        try (var client = probe.client()
                .send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + body
                        + "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n")) {
            Call call = probe.next();
            Assertions.assertThatThrownBy(call::body).isInstanceOfSatisfying(HttpException.class,
                    e -> assertThat(e.status()).isEqualTo(400));
            call.answer("no");
            assertThat(client.rest()).contains("connection: close").endsWith("no");
            assertThat(probe.nextWithin(20)).isNull();
        }
    }

    @Test
    void whatNobodyReadsIsNotTaken() throws Exception {
        long all = 50_000_000;
        try (var client = probe.client()
                .send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + all + "\r\n\r\n")) {
            Call call = probe.next();
            var sent = new AtomicLong();
            Thread sender = Thread.startVirtualThread(() -> {
                byte[] block = new byte[50_000];
                try {
                    while (sent.get() < all) {
                        client.socket.getOutputStream().write(block);
                        sent.addAndGet(block.length);
                    }
                } catch (IOException e) {
                    // the test has failed already
                }
            });
            long before;
            do {
                before = sent.get();
                Thread.sleep(200);
            } while (sent.get() > before);
            assertThat(before).as("kernel buffers and 64 KiB").isLessThan(20_000_000);
            byte[] buffer = new byte[8192];
            long read = 0;
            for (int count; (count = call.readSome(buffer)) >= 0;) {
                read += count;
            }
            assertThat(read).isEqualTo(all);
            sender.join();
            call.answer("ok").await();
            client.until("ok");
        }
    }

    @Test
    void continueIsSaidAtTheFirstReadAndOnce() throws Exception {
        try (var client = probe.client()
                .send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")) {
            Call call = probe.next();
            client.socket.setSoTimeout(50);
            Assertions.assertThatThrownBy(client::head).isInstanceOf(SocketTimeoutException.class);
            client.socket.setSoTimeout(5000);
            byte[] buffer = new byte[8];
            assertThat(call.exchange.read(buffer, 0, 8)).isZero();
            assertThat(call.exchange.read(buffer, 0, 8)).isZero();
            assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("abc");
            assertThat(call.body()).isEqualTo("abc");
            call.answer("ok").await();
            assertThat(client.until("ok")).startsWith("HTTP/1.1 200 OK").doesNotContain("close");
            client.get("/next");
            probe.next();
        }
    }

    @Test
    void aRefusalInsteadOfContinueClosesTheConnection() throws Exception {
        try (var client = probe.client()
                .send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")) {
            probe.next().answer("no");
            assertThat(client.rest()).startsWith("HTTP/1.1 200 OK").contains("connection: close")
                    .endsWith("no");
        }
    }

    @Test
    void anUnreadRestIsDrainedAndTheConnectionKept() throws Exception {
        try (var client = probe.client()
                .send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\nabc")) {
            probe.next().answer("early").await();
            assertThat(client.until("early")).doesNotContain("connection");
            client.send("x".repeat(59_997)).get("/next");
            probe.next().answer("next");
            client.until("next");
        }
        try (var client = probe.client()
                .send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n" + "x".repeat(60_000))
                .get("/next")) {
            probe.next().answer("early");
            probe.next().answer("next");
            client.until("next");
        }
    }

    @Test
    void aLargeUnreadRestClosesTheConnectionAndTheAnswerIsRead() throws Exception {
        try (var client = probe.client()
                .send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\nabc")) {
            probe.next().answer("early");
            client.send("x".repeat(1_000_000));
            assertThat(client.rest()).contains("connection: close").endsWith("early");
        }
    }

    @Test
    void aChunkedRestIsDrainedUpToTheBound() throws Exception {
        String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
        try (var client = probe.client()
                .send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")) {
            probe.next().answer("early");
            client.until("early");
            client.send(chunk.repeat(10) + "0\r\n\r\n").get("/next");
            probe.next().answer("next");
            client.until("next");
        }
        try (var client = probe.client()
                .send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")) {
            probe.next().answer("early");
            client.until("early");
            client.send(chunk.repeat(20));
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void readingAfterTheResponseFails() throws Exception {
        try (var client = probe.client().send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")) {
            Call call = probe.next();
            call.answer("early").await();
            client.until("early");
            Assertions.assertThatThrownBy(() -> call.exchange.read(new byte[3], 0, 3))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aResponseMayStreamWhileTheBodyArrives() throws Exception {
        try (var client = probe.client().send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n")) {
            Call call = probe.next();
            call.stream("a").await();
            client.until("a\r\n");
            client.send("abc");
            assertThat(call.readSome(new byte[8])).isEqualTo(3);
            call.write("b", false).await();
            client.until("b\r\n");
            client.send("def");
            assertThat(call.body()).isEqualTo("def");
            call.write("c", true).await();
            client.until("0\r\n\r\n");
            client.get("/next");
            probe.next();
        }
    }

    @Test
    void aClientThatLeavesBehindABodyNobodyReadsIsSeenByEpollOnly() throws Exception {
        var client = probe.client()
                .send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n" + "x".repeat(100_000));
        Call call = probe.next();
        call.exchange.watch();
        var readable = new CompletableFuture<Void>();
        call.exchange.onReadable(() -> readable.complete(null));
        readable.get(5, TimeUnit.SECONDS);
        client.close();
        if (io == Io.EPOLL) {
            assertThat(call.exit()).isEqualTo(new Exit.ClientClosed());
        } else {
            assertThat(call.exitWithin(300)).as("NIO is blind here, as documented").isNull();
            Assertions.assertThatThrownBy(call::body).isInstanceOf(IOException.class);
            assertThat(call.exit()).isEqualTo(new Exit.ClientClosed());
        }
    }

    @Test
    void bytesOfAnyValueArriveUnchanged() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String text = new String(all, StandardCharsets.ISO_8859_1);
        try (var _ = probe.client()
                .send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 256\r\n\r\n" + text)) {
            assertThat(probe.next().body()).isEqualTo(text);
        }
    }
}
