package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.adapter.Adapter;
import io.pastelli.adapter.Framing;
import io.pastelli.owner.Exit;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A listener from its bind to its end, and what a cut looks like. */
@ParameterizedClass
@EnumSource
@ExtendWith(QuietNetty.class)
class LifecycleTest {
    private final Io io;
    @SuppressWarnings("NullAway.Init")
    private Probe probe;

    LifecycleTest(Io io) {
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
    void theAdapterIsFoundByItsName() {
        assertThat(ServiceLoader.load(Adapter.class)).extracting(Adapter::name).contains("netty");
    }

    @Test
    void aTakenPortIsAHelpfulError() {
        int port = probe.listener.port();
        assertThatThrownBy(() -> new Probe(io, Probe.SETTINGS.withPort(port)))
                .isInstanceOf(BindException.class)
                .hasMessage("port " + port + " is in use: stop the other process or pass another port");
    }

    @Test
    void anUnknownHostIsAHelpfulError() {
        assertThatThrownBy(() -> new Probe(io, Probe.SETTINGS.withHost("no.such.host.invalid")))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void aPauseClosesIdleConnectionsAndLetsTheOthersFinish() throws Exception {
        try (var idle = probe.client().get("/"); var fresh = probe.client(); var busy = probe.client()) {
            probe.next().answer("one");
            idle.until("one");
            busy.get("/");
            Call call = probe.next();
            probe.listener.pause();
            probe.listener.pause();
            assertThat(idle.rest()).isEmpty();
            assertThat(fresh.rest()).isEmpty();
            assertThatThrownBy(() -> probe.client()).isInstanceOf(ConnectException.class);
            assertThat(call.exitWithin(20)).isNull();
            call.answer("last");
            assertThat(busy.rest()).contains("connection: close").endsWith("last");
        }
    }

    @Test
    void aCloseEndsEverythingAndLeavesNoThread() throws Exception {
        try (var client = probe.client().get("/")) {
            Call call = probe.next();
            call.stream("a").await();
            client.until("a\r\n");
            long start = System.nanoTime();
            probe.listener.close();
            probe.listener.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(call.exit()).isEqualTo(new Exit.Shutdown());
            assertThat(client.rest()).doesNotContain("0\r\n\r\n");
            assertThat(call.write("late", true).future).failsWithin(Duration.ofSeconds(5));
            call.exchange.cut();
            call.exchange.watch();
            call.exchange.closeAfter();
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("pastelli-netty")) { // it has said that it ends: it does so in a moment
                assertThat(thread.join(Duration.ofSeconds(5))).as(thread.getName()).isTrue();
            }
        }
    }

    @Test
    void aCutIsATruncationOfAStream() throws Exception {
        try (var client = probe.client().get("/")) {
            Call call = probe.next();
            call.stream("a").await();
            call.exchange.cut();
            call.exchange.cut();
            assertThat(client.rest()).endsWith("1\r\na\r\n");
            assertThat(call.exitWithin(20)).as("a cut is no departure").isNull();
            assertThat(call.write("late", false).future).failsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void aCutOfAStreamToHttp10IsAReset() throws Exception {
        try (var client = probe.client().send("GET / HTTP/1.0\r\n\r\n")) {
            Call call = probe.next();
            call.stream("a").await();
            client.until("\r\n\r\na");
            call.exchange.cut();
            assertThatThrownBy(client::rest).isInstanceOf(IOException.class).hasMessageContaining("reset");
        }
    }

    @Test
    void aCutFailsTheWriteThatWaits() throws Exception {
        try (var client = probe.client().get("/")) {
            Call call = probe.next();
            call.stream("a").await();
            client.until("a\r\n");
            var stuck = call.write(ByteBuffer.allocate(32 * 1024 * 1024), false);
            assertThat(stuck.future).isNotDone();
            call.exchange.cut();
            assertThat(stuck.future).failsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void aCutBeforeTheResponseSendsNothing() throws Exception {
        try (var client = probe.client().get("/")) {
            probe.next().exchange.cut();
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aCutAfterTheResponseHasNoEffect() throws Exception {
        try (var client = probe.client().get("/")) {
            Call call = probe.next();
            call.answer("one").await();
            call.exchange.cut();
            client.until("one");
            client.get("/next");
            probe.next().answer("two");
            client.until("two");
        }
    }

    @Test
    void aDepartureBetweenTwoRequestsConcernsNobody() throws Exception {
        var client = probe.client().get("/");
        Call call = probe.next();
        call.begin(200, Framing.LENGTH, "ok", true, "content-length", "2").await();
        client.until("ok");
        client.close();
        assertThat(call.exitWithin(50)).isNull();
    }
}
