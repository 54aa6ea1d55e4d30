package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Listener;
import io.pastelli.owner.Exit;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that come before their turn. */
@ParameterizedClass
@EnumSource
@ExtendWith(QuietNetty.class)
class PipeliningTest {
    private final Io io;
    @SuppressWarnings("NullAway.Init")
    private Probe probe;

    PipeliningTest(Io io) {
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
    void answersKeepTheOrder() throws Exception {
        try (var client = probe.client()) {
            client.send(
                    "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
                            + "GET /3 HTTP/1.1\r\nHost: x\r\n\r\n");
            Call one = probe.next();
            assertThat(probe.nextWithin(30)).as("the second waits for the first").isNull();
            one.answer("one");
            Call two = probe.next();
            assertThat(two.body()).isEqualTo("abc");
            two.stream("t").await();
            two.write("wo", true).await();
            Call three = probe.next();
            assertThat(three.exchange.target()).isEqualTo("/3");
            three.answer("three");
            assertThat(client.until("three")).containsSubsequence("one", "1\r\nt\r\n2\r\nwo\r\n0\r\n\r\n",
                    "three");
        }
    }

    @Test
    void aSlowAnswerHoldsNoEarlierOneBack() throws Exception {
        try (var client = probe.client().send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n".repeat(3))) {
            probe.next().answer("one");
            probe.next();
            client.until("one");
        }
    }

    @Test
    void manyRequestsInOnePacketAreAnswered() throws Exception {
        int count = 250; // fewer bytes than the bound
        var answered = new AtomicInteger();
        probe.close();
        try (var listener = closing(io.adapter().listen(Probe.SETTINGS, exchange -> {
            answered.incrementAndGet();
            new Call(exchange).answer("x"); // on the event loop, before the next is even known
        })); var client = new Client(listener.listener().port())) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(count - 1)
                    + "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(client.rest().split("\r\n\r\nx", -1)).hasSize(count + 1);
            assertThat(answered).hasValue(count);
        }
    }

    @Test
    void moreThanTheBoundWaitsUnreadAndIsAnsweredInTurn() throws Exception {
        int count = 2000;
        try (var client = probe.client()) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(count));
            for (int i = 0; i < count; i++) {
                probe.next().answer("x");
            }
            for (int i = 0; i < count; i++) {
                client.until("\r\n\r\nx");
            }
        }
    }

    @Test
    void aClientThatLeavesBehindMoreThanTheBoundIsNoticed() throws Exception {
        assumeTrue(io == Io.EPOLL, "NIO sees it only when it reads on");
        var client = probe.client().get("/");
        Call call = probe.next();
        call.stream("a").await();
        call.exchange.watch();
        client.until("a\r\n");
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(4000));
        client.close();
        assertThat(call.exit()).isEqualTo(new Exit.ClientClosed());
    }

    @Test
    void aClientThatResetsBehindMoreThanTheBoundIsNoticed() throws Exception {
        assumeTrue(io == Io.EPOLL, "NIO sees it only when it reads on");
        var client = probe.client().get("/");
        Call call = probe.next();
        call.stream("a").await();
        call.exchange.watch();
        client.until("a\r\n");
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(4000));
        client.reset();
        assertThat(call.exit()).isEqualTo(new Exit.ClientReset(OptionalLong.empty()));
    }

    @Test
    void aHalfClosedClientIsServedWhereTheOptionSaysSo() throws Exception {
        probe.close();
        probe = new Probe(io, Probe.SETTINGS.withHalfClose(HalfClose.IS_SERVED));
        try (var client = probe.client().get("/1").get("/2")) {
            client.halfClose();
            Call one = probe.next();
            assertThat(one.exitWithin(50)).isNull();
            one.answer("one");
            Call two = probe.next();
            two.stream("t").await();
            two.write("wo", false).await();
            two.write("", true).await();
            assertThat(client.rest()).containsSubsequence("one", "connection: close", "0\r\n\r\n");
        }
    }

    @Test
    void aHalfClosedClientHasLeftInTheMiddleOfItsBody() throws Exception {
        probe.close();
        probe = new Probe(io, Probe.SETTINGS.withHalfClose(HalfClose.IS_SERVED));
        try (var client = probe.client().send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na")) {
            Call call = probe.next();
            client.halfClose();
            assertThat(call.exit()).isEqualTo(new Exit.ClientClosed());
        }
    }

    @Test
    void aHalfClosedDownloadIsServedToItsEnd() throws Exception {
        probe.close();
        probe = new Probe(io, Probe.SETTINGS.withHalfClose(HalfClose.IS_SERVED));
        try (var client = probe.client().get("/")) {
            var done = probe.next().answer("x".repeat(8_000_000));
            client.head();
            client.halfClose();
            assertThat(client.rest()).hasSize(8_000_000);
            done.await();
        }
    }

    @Test
    void aHalfClosedClientHasLeftByDefault() throws Exception {
        try (var client = probe.client().get("/")) {
            Call call = probe.next();
            client.halfClose();
            assertThat(call.exit()).isEqualTo(new Exit.ClientClosed());
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aFinAfterTheResponseLosesNothingOfIt() throws Exception {
        try (var client = probe.client().get("/")) {
            probe.next().answer("x".repeat(60_000)).await();
            client.halfClose();
            assertThat(client.rest()).endsWith("x".repeat(60_000));
        }
    }

    @Test
    void aSlowReaderHoldsBackTheWriterAndNoMoreThanABit() throws Exception {
        probe.close();
        probe = new Probe(io, Probe.SETTINGS.withSendBuffer(64 * 1024));
        try (var _ = probe.client().get("/")) {
            Call call = probe.next();
            call.stream("a").await();
            int sent = 0;
            boolean stuck = false;
            while (!stuck && sent < 50_000_000) {
                var write = call.write(ByteBuffer.allocate(16 * 1024), false).future;
                sent += 16 * 1024;
                stuck = write.handle((done, error) -> true)
                        .completeOnTimeout(false, 200, TimeUnit.MILLISECONDS)
                        .join().equals(false);
            }
            assertThat(sent).isLessThan(20_000_000);
        }
    }

    record Closing(Listener listener) implements AutoCloseable {
        @Override
        public void close() {
            listener.close();
        }
    }

    static Closing closing(Listener listener) {
        return new Closing(listener);
    }
}
