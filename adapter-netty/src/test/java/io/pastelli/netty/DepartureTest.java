package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.HalfClose;
import io.pastelli.owner.Exit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that leaves is noticed, once, in every phase, without anybody writing. */
@ParameterizedClass
@CsvSource({"NIO, false", "NIO, true", "EPOLL, false", "EPOLL, true"})
@ExtendWith(QuietNetty.class)
class DepartureTest {
    private final Io io;
    private final boolean rst;
    @SuppressWarnings("NullAway.Init")
    private Probe probe;

    DepartureTest(Io io, boolean rst) {
        this.io = io;
        this.rst = rst;
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
    void duringAnIdleStream() throws Exception {
        var client = probe.client().get("/");
        Call call = probe.next();
        call.stream("a").await();
        client.until("a\r\n");
        leave(client, call);
        assertThatThrownBy(() -> call.write("late", false).await())
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void beforeAnyResponseByte() throws Exception {
        var client = probe.client().get("/");
        Call call = probe.next();
        leave(client, call);
        assertThat(call.answer("late").future).failsWithin(5, TimeUnit.SECONDS);
    }

    @Test
    void afterAFullyReadPost() throws Exception {
        var client = probe.client().send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
        Call call = probe.next();
        assertThat(call.body()).isEqualTo("abc");
        leave(client, call);
    }

    @Test
    void afterAFullyReadChunkedPost() throws Exception {
        var client = probe.client().send(
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        Call call = probe.next();
        assertThat(call.body()).isEqualTo("abc");
        leave(client, call);
    }

    @Test
    void inAHalfReadUpload() throws Exception {
        var client = probe.client().send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc");
        Call call = probe.next();
        assertThat(call.readSome(new byte[10])).isEqualTo(3);
        var waiting = new CompletableFuture<Void>();
        call.exchange.onReadable(() -> waiting.complete(null));
        leave(client, call);
        waiting.get(5, TimeUnit.SECONDS);
        assertThatThrownBy(() -> call.exchange.read(new byte[10], 0, 10)).isInstanceOf(IOException.class);
    }

    @Test
    void inAnUploadThatNobodyReads() throws Exception {
        var client = probe.client().send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\nabc");
        leave(client, probe.next());
    }

    @Test
    void withTheNextRequestSentAlready() throws Exception {
        var client = probe.client().get("/1").get("/2");
        Call call = probe.next();
        call.stream("a");
        client.until("a\r\n");
        leave(client, call);
        assertThat(probe.nextWithin(50)).isNull();
    }

    @Test
    void onHttp10() throws Exception {
        var client = probe.client().send("GET / HTTP/1.0\r\n\r\n");
        Call call = probe.next();
        call.stream("a");
        client.until("a");
        leave(client, call);
    }

    @Test
    void withConnectionClose() throws Exception {
        var client = probe.client().send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Call call = probe.next();
        call.stream("a");
        client.until("a\r\n");
        leave(client, call);
    }

    @Test
    void onTheSecondRequestOfAConnection() throws Exception {
        var client = probe.client().get("/1");
        Call first = probe.next();
        first.answer("one").await();
        client.until("one");
        client.get("/2");
        Call second = probe.next();
        leave(client, second);
        assertThat(first.exitWithin(20)).isNull();
    }

    @Test
    void whileAWriteWaitsForASlowClient() throws Exception {
        var client = probe.client().get("/");
        Call call = probe.next();
        call.stream("a");
        client.until("a\r\n");
        var stuck = call.write(ByteBuffer.allocate(16 * 1024 * 1024), false);
        assertThat(stuck.future).isNotDone();
        client.reset(); // a close with unread bytes is a RST too
        assertThat(call.exit()).isEqualTo(new Exit.ClientReset(OptionalLong.empty()));
        assertThat(stuck.future).failsWithin(5, TimeUnit.SECONDS);
    }

    @Test
    void asSeenByAServerThatServesHalfClosedClients() throws Exception {
        probe.close();
        probe = new Probe(io, Probe.SETTINGS.withHalfClose(HalfClose.IS_SERVED));
        var client = probe.client().get("/");
        Call call = probe.next();
        call.begin(200, Framing.STREAM, "a", false);
        client.until("a\r\n");
        leave(client, call);
    }

    private void leave(Client client, Call call) throws Exception {
        if (rst) {
            client.reset();
        } else {
            client.close();
        }
        assertThat(call.exit())
                .isEqualTo(rst ? new Exit.ClientReset(OptionalLong.empty()) : new Exit.ClientClosed());
        assertThat(call.exitWithin(20)).as("a second departure").isNull();
    }
}
