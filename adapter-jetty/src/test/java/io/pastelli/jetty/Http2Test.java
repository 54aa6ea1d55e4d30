package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Http2;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.adapter.Settings;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.Wire;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Hpack;
import io.pastelli.testkit.http2.Http2Client;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class Http2Test {
    private static final Settings SETTINGS = Rig.SETTINGS.withHttp2(Http2.DEFAULT.withClearText(true));
    private static final ResponseHead OPEN = new ResponseHead(200, Headers.empty(), Framing.STREAM);

    private static Http2Client connect(Rig rig, int... settings) throws IOException {
        return Http2Client.over(Wire.tcp(rig.listener.port()), settings);
    }

    @Test
    void http1IsServedOnTheSamePort() {
        try (var rig = new Rig(SETTINGS, held -> held.full(200, held.exchange().protocol()));
                var client = rig.client()) {
            for (String request : new String[]{"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n",
                    "GET / HTTP/1.1\r\nhost: a\r\n\r\n"}) {
                assertThat(client.send(request).response()).endsWith("HTTP/1.1");
            }
        }
    }

    @Test
    void aHeadIsAsHttp1WouldHaveIt() throws Exception {
        try (var rig = new Rig(SETTINGS, held -> held.full(200, "hi")); var client = connect(rig)) {
            client.answer(client.get("/a%2Fb?x=1", "cookie", "a=1", "x-y", "z", "cookie", "b=2"));
            var exchange = rig.next().exchange();
            assertThat(exchange.method() + " " + exchange.target()).isEqualTo("GET /a%2Fb?x=1");
            assertThat(exchange.headers())
                    .isEqualTo(Headers.of("host", "localhost", "x-y", "z", "cookie", "a=1; b=2"));
            assertThat(exchange.scheme()).isEqualTo("http");
            assertThat(exchange.contentLength()).isZero();
            assertThat(exchange.connectProtocol()).isEmpty();
        }
    }

    @Test
    void informationalResponsesAndTrailersGoWithAResponse() throws Exception {
        try (var rig = new Rig(SETTINGS, held -> {
            assertThat(held.exchange().inform(103, Headers.of("link", "</a>"))).isTrue();
            assertThat(held.body()).asString().isEqualTo("hello");
            var begun = held.begin(OPEN, held.exchange().trailers().first("x-in").orElse(""), false);
            held.exchange().putTrailers(Headers.of("x-out", "2"));
            Rig.get(begun);
            Rig.get(held.write("!", true));
        }); var client = connect(rig)) {
            int stream = client.post("/");
            assertThat(client.status(stream)).isEqualTo(103);
            client.send(Frame.data(stream, false, "hello"),
                    Frame.headers(stream, true, Hpack.block("x-in", "1")));
            var answer = client.answer(stream);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("1!");
            assertThat(answer.trailers()).singleElement().asString().contains("x-out");
        }
    }

    @Test
    void aCutIsAResetAndFailsAWriteThatWaitsForItsWindow() throws Exception {
        try (var rig = new Rig(SETTINGS, Rig.Held::open); var client = connect(rig).stall()) {
            int stream = client.get("/");
            var held = rig.next();
            var write = held.write(new byte[100_000], false);
            client.answer(otherStream(client, rig));
            assertThat(write).isNotDone();
            held.exchange().cut();
            assertThat(write).isCompletedExceptionally();
            assertThat(client.answer(stream).reset()).isPresent();
            assertThat(held.exit()).isNotDone();
        }
    }

    private static int otherStream(Http2Client client, Rig rig) throws IOException {
        int other = client.get("/other");
        Rig.get(rig.next().write("", true));
        return other;
    }

    @Test
    void ownCutsAreNotHeldAgainstTheClient() throws Exception {
        var settings = SETTINGS.withHttp2(SETTINGS.http2().withResets(5, java.time.Duration.ofSeconds(10)));
        try (var rig = new Rig(settings, held -> held.exchange().cut()); var client = connect(rig)) {
            for (int i = 0; i < 30; i++) {
                assertThat(client.answer(client.get("/")).reset()).isPresent();
            }
        }
    }

    @Test
    void aBodyThatNobodyReadsIsBoundedAndHoldsUpNoOther() throws Exception {
        var go = new CompletableFuture<Void>();
        try (var rig = new Rig(SETTINGS, held -> {
            if (held.exchange().target().equals("/held")) {
                Rig.get(go);
            }
            held.full(200, "" + held.body().length);
        }); var client = connect(rig)) {
            int stalled = client.post("/held");
            for (int i = 0; i < 4; i++) {
                client.send(Frame.data(stalled, false, new byte[16_000])); // as much as the window allows
            }
            int other = client.post("/");
            client.send(Frame.data(other, true, "hello"));
            assertThat(client.answer(other).body()).isEqualTo("5");
            assertThat(client.on(stalled)).isEmpty(); // no window update
            go.complete(null);
            client.await("the window", each -> each.is(Frame.WINDOW_UPDATE, stalled));
            client.send(Frame.data(stalled, true, "hello"));
            assertThat(client.answer(stalled).body()).isEqualTo("64005");
        }
    }

    @Test
    void anExtendedConnectCarriesBytesBothWays() throws Exception {
        try (var rig = new Rig(SETTINGS, held -> {
            assertThat(held.exchange().connectProtocol()).contains("echo");
            assertThat(held.exchange().target()).isEqualTo("/chat");
            Rig.get(held.begin(new ResponseHead(200, Headers.empty(), Framing.UPGRADE), "", false));
            Rig.get(held.write(held.body(), true));
        }); var client = connect(rig)) {
            int stream = client.nextStream();
            client.send(Frame.headers(stream, false, connect("echo")));
            assertThat(client.status(stream)).isEqualTo(200);
            client.send(Frame.data(stream, false, "one"), Frame.data(stream, true, "two"));
            assertThat(client.answer(stream).body()).isEqualTo("onetwo");
            var held = rig.next();
            assertThat(held.exit()).isNotDone();
            assertThat(client.answer(otherStreamEnds(client)).status()).isNotZero();
        }
    }

    private static int otherStreamEnds(Http2Client client) throws IOException {
        int stream = client.nextStream();
        client.send(Frame.headers(stream, true, connect("echo")));
        return stream;
    }

    @Test
    void aResetOfAnUpgradedStreamWakesItsReader() throws Exception {
        try (var rig = new Rig(SETTINGS,
                held -> Rig
                        .get(held.begin(new ResponseHead(200, Headers.empty(), Framing.UPGRADE), "", false)));
                var client = connect(rig)) {
            int stream = client.nextStream();
            client.send(Frame.headers(stream, false, connect("echo")));
            var held = rig.next();
            var ready = new CompletableFuture<Void>();
            held.exchange().onReadable(() -> ready.complete(null));
            client.send(Frame.reset(stream, 8));
            Rig.get(ready);
            assertThatThrownBy(() -> held.exchange().read(new byte[1], 0, 1)).isInstanceOf(IOException.class);
            assertThat(held.departure()).isEqualTo(new Exit.ClientReset(OptionalLong.of(8)));
        }
    }

    @Test
    void aPauseSaysGoAwayAndLetsStreamsEnd() throws Exception {
        try (var rig = new Rig(SETTINGS, Rig.Held::open);
                var client = connect(rig);
                var idle = connect(rig)) {
            int stream = client.get("/");
            var held = rig.next();
            rig.listener.pause();
            client.await("GOAWAY", each -> each.is(Frame.GOAWAY, 0));
            assertThat(idle.awaitEnd()).isTrue();
            Rig.get(held.write("end", true));
            assertThat(client.answer(stream).body()).isEqualTo("end");
            assertThat(client.awaitEnd()).isTrue();
        }
    }

    @Test
    void anUnknownFrameIsNoHeadThatStops() throws Exception {
        var settings = SETTINGS.withTimeouts(Rig.timeouts(200, 60_000));
        try (var rig = new Rig(settings, held -> held.full(200, "still here")); var client = connect(rig)) {
            client.send(Frame.of(0xb, 0, 0, new byte[8]));
            Thread.sleep(600); // longer than a head may take
            assertThat(client.answer(client.get("/")).body()).isEqualTo("still here");
        }
    }

    @Test
    void aHeadThatStopsIsGivenUpThoughWholeFramesCameWithIt() throws Exception {
        var settings = SETTINGS.withTimeouts(Rig.timeouts(200, 60_000));
        try (var rig = new Rig(settings, held -> held.full(200, "no")); var client = connect(rig)) {
            client.send(Frame.ping(1),
                    Frame.of(Frame.HEADERS, Frame.END_STREAM, client.nextStream(), client.head("GET", "/")));
            assertThat(client.awaitEnd()).isTrue();
        }
    }

    private static byte[] connect(String protocol) {
        var block = new ByteArrayOutputStream();
        block.writeBytes(
                Hpack.block(":method", "CONNECT", ":protocol", protocol, ":scheme", "http", ":path", "/chat",
                        ":authority", "localhost"));
        return block.toByteArray();
    }
}
