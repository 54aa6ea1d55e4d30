package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Http2;
import io.pastelli.adapter.KeepAlive;
import io.pastelli.adapter.Settings;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.Wire;
import io.pastelli.testkit.http2.ErrorCode;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Http2Client;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How connections of HTTP/2 begin, go on and end, in clear text. */
@ParameterizedClass
@EnumSource
@ExtendWith(QuietNetty.class)
class Http2ConnectionTest {
    private final Io io;
    @SuppressWarnings("NullAway.Init")
    private Probe probe;

    Http2ConnectionTest(Io io) {
        this.io = io;
    }

    @BeforeEach
    void start() throws Exception {
        serve(Probe.SETTINGS.withHttp2(Http2.DEFAULT.withClearText(true)));
    }

    private void serve(Settings settings) throws Exception {
        if (probe != null) {
            probe.close();
        }
        probe = new Probe(io, settings);
    }

    @AfterEach
    void stop() {
        probe.close();
    }

    private Http2Client client(int... settings) throws IOException {
        return Http2Client.over(Wire.tcp(probe.listener.port(), 0), settings);
    }

    @Test
    void moreStreamsThanToldAreRefused() throws Exception {
        serve(Probe.SETTINGS.withHttp2(Http2.DEFAULT.withClearText(true).withStreams(2)));
        try (var client = client()) {
            int first = client.get("/1");
            client.get("/2");
            int third = client.get("/3");
            assertThat(client.answer(third).reset()).contains(ErrorCode.REFUSED_STREAM);
            probe.next().answer("ok");
            assertThat(client.answer(first).status()).isEqualTo(200);
        }
    }

    @Test
    void aPauseSaysGoAwayAndLetsStreamsEnd() throws Exception {
        try (var client = client(); var idle = client()) {
            int stream = client.get("/");
            Call call = probe.next();
            call.stream("a").await();
            probe.listener.pause();
            client.await("GOAWAY",
                    each -> each.is(Frame.GOAWAY, 0) && each.frame().code() == ErrorCode.NO_ERROR);
            assertThat(idle.awaitEnd()).isTrue();
            client.get("/late");
            assertThat(probe.nextWithin(30)).isNull();
            assertThat(call.exitWithin(0)).isNull();
            call.write("b", true).await();
            assertThat(client.answer(stream).body()).isEqualTo("ab");
            assertThat(client.awaitEnd()).isTrue();
        }
    }

    @Test
    void aPauseFindsAConnectionThatHasJustBegun() throws Exception {
        for (int round = 0; round < 50; round++) {
            serve(Probe.SETTINGS.withHttp2(Http2.DEFAULT.withClearText(true)));
            try (var client = client()) {
                probe.listener.pause();
                assertThat(client.awaitEnd()).as("a FIN after the GOAWAY, not a RST").isTrue();
            }
        }
    }

    @Test
    void aCloseEndsEverything() throws Exception {
        try (var client = client()) {
            client.get("/");
            Call call = probe.next();
            call.stream("a").await();
            probe.listener.close();
            assertThat(call.exit()).isEqualTo(new Exit.Shutdown());
            client.awaitEnd();
        }
    }

    @Test
    void anIdleConnectionIsClosedInOrder() throws Exception {
        serve(probeSettings().withTimeouts(Settings.DEFAULT.timeouts().withIdle(Duration.ofMillis(100))));
        try (var client = client()) {
            int stream = client.get("/");
            probe.next().answer("ok");
            assertThat(client.answer(stream).status()).isEqualTo(200);
            client.await("GOAWAY", each -> each.is(Frame.GOAWAY, 0));
            assertThat(client.awaitEnd()).isTrue();
        }
    }

    @Test
    void aClientThatAnswersNoPingIsGivenUp() throws Exception {
        serve(probeSettings().withKeepAlive(new KeepAlive(Duration.ofSeconds(1), Duration.ofSeconds(1), 1)));
        try (var client = client().acknowledgeNothing(); var alive = client()) {
            client.get("/1");
            Call silent = probe.next();
            silent.stream("a").await();
            alive.get("/2");
            Call living = probe.next();
            living.stream("b").await();
            assertThat(silent.exit()).isEqualTo(new Exit.TimedOut("the answer to a ping"));
            assertThat(living.exitWithin(500)).isNull();
        }
    }

    private static Settings probeSettings() {
        return Probe.SETTINGS.withHttp2(Http2.DEFAULT.withClearText(true));
    }

    @Test
    void aClientThatSaysNothingIsClosed() throws Exception {
        serve(probeSettings().withTimeouts(Settings.DEFAULT.timeouts().withHead(Duration.ofMillis(100))));
        for (String start : new String[]{"", "PRI", "PRI * HTTP/2.0\r\n\r\nSM"}) {
            try (var client = probe.client().send(start)) {
                client.rest();
            }
        }
    }

    @Test
    void otherClientsOfTheSamePortSpeakHttp1() throws Exception {
        try (var client = probe.client().send("P")
                .send("OST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi")) {
            Call call = probe.next();
            assertThat(call.exchange.protocol()).isEqualTo("HTTP/1.1");
            assertThat(call.body()).isEqualTo("hi");
            call.answer("hello");
            client.until("hello");
        }
    }
}
