package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Http2;
import io.pastelli.adapter.Settings;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.Wire;
import io.pastelli.testkit.http2.ErrorCode;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Hpack;
import io.pastelli.testkit.http2.Http2Client;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTP/2, frame by frame, in clear text. */
@ParameterizedClass
@EnumSource
@ExtendWith(QuietNetty.class)
class Http2Test {
    private static final int INITIAL_WINDOW_SIZE = 4;

    private final Io io;
    @SuppressWarnings("NullAway.Init")
    private Probe probe;

    Http2Test(Io io) {
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
    void aRequestHasItsAuthorityAsHostAndItsCookiesInOneField() throws Exception {
        try (var client = client()) {
            int stream = client.get("/a%2Fb?x=1", "cookie", "a=1", "x-y", "z", "cookie", "b=2", "host",
                    "localhost");
            Call call = probe.next();
            assertThat(call.exchange.protocol()).isEqualTo("HTTP/2");
            assertThat(call.exchange.target()).isEqualTo("/a%2Fb?x=1");
            assertThat(call.exchange.headers())
                    .isEqualTo(Headers.of("host", "localhost", "cookie", "a=1; b=2", "x-y", "z"));
            assertThat(call.exchange.contentLength()).isZero();
            call.answer("hello");
            assertThat(client.answer(stream).body()).isEqualTo("hello");
        }
    }

    @Test
    void fieldsOfAConnectionStayOutOfTheResponse() throws Exception {
        try (var client = client()) {
            int stream = client.get("/");
            probe.next().begin(200, Framing.STREAM, "x", true, "connection", "close", "transfer-encoding",
                    "chunked",
                    "keep-alive", "1", "upgrade", "x", "x-kept", "1");
            var answer = client.answer(stream);
            assertThat(answer.fields()).extracting(field -> field.name()).containsExactly(":status",
                    "x-kept");
        }
    }

    @Test
    void informsAndTrailersPassBothWays() throws Exception {
        try (var client = client()) {
            int stream = client.post("/", "te", "trailers");
            client.send(Frame.data(stream, false, "body"),
                    Frame.headers(stream, true, Hpack.block("x-sum", "4")));
            Call call = probe.next();
            assertThat(call.body()).isEqualTo("body");
            assertThat(call.exchange.trailers()).isEqualTo(Headers.of("x-sum", "4"));
            assertThat(call.exchange.inform(103, Headers.of("link", "</a.css>"))).isTrue();
            assertThat(client.status(stream)).isEqualTo(103);
            call.stream("one").await();
            assertThat(call.exchange.putTrailers(Headers.of("x-check", "ok"))).isTrue();
            call.write("two", true).await();
            var answer = client.answer(stream);
            assertThat(answer.body()).isEqualTo("onetwo");
            assertThat(answer.trailers()).extracting(field -> field.name() + "=" + field.value())
                    .containsExactly("x-check=ok");
        }
    }

    @Test
    void aClosedWindowHoldsUpItsStreamOnly() throws Exception {
        try (var client = client(INITIAL_WINDOW_SIZE, 10).stall()) {
            int slow = client.get("/slow");
            var stuck = probe.next().begin(200, Framing.LENGTH, "0123456789abc", true, "content-length",
                    "13");
            int other = client.get("/other");
            probe.next().answer("hello");
            assertThat(client.answer(other).body()).isEqualTo("hello");
            assertThat(stuck.future).isNotDone();
            client.send(Frame.windowUpdate(slow, 3));
            stuck.await();
            assertThat(client.answer(slow).body()).isEqualTo("0123456789abc");
        }
    }

    @Test
    void aCutFailsTheWriteThatWaitsAndResetsTheStream() throws Exception {
        try (var client = client(INITIAL_WINDOW_SIZE, 10).stall()) {
            int stream = client.get("/");
            Call call = probe.next();
            var stuck = call.begin(200, Framing.STREAM, "x".repeat(100_000), false);
            assertThat(stuck.future).isNotDone();
            call.exchange.cut();
            assertThat(stuck.future).failsWithin(5, TimeUnit.SECONDS);
            assertThat(client.answer(stream).reset()).contains(ErrorCode.INTERNAL_ERROR);
            assertThat(call.exitWithin(20)).as("a cut is no departure").isNull();
        }
    }

    @Test
    void aResetIsToldWithItsCodeAndTouchesNoSibling() throws Exception {
        try (var client = client()) {
            int first = client.get("/1");
            Call one = probe.next();
            one.stream("a").await();
            client.get("/2");
            Call two = probe.next();
            two.stream("b").await();
            client.send(Frame.reset(first, 8));
            assertThat(one.exit()).isEqualTo(new Exit.ClientReset(OptionalLong.of(8)));
            assertThat(one.write("late", false).future).failsWithin(5, TimeUnit.SECONDS);
            two.write("c", true).await();
            assertThat(two.exitWithin(20)).isNull();
            assertThat(one.exitWithin(0)).isNull();
        }
    }

    @Test
    void aLostConnectionIsToldToAllAtOnce() throws Exception {
        for (boolean rst : new boolean[]{false, true}) {
            var client = client();
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                client.get("/" + i);
                calls.add(probe.next());
                if (i % 2 == 0) {
                    calls.getLast().stream("a").await();
                }
            }
            client.send(Frame.goAway(0, 0));
            assertThat(calls.getFirst().exitWithin(30)).as("a GOAWAY is no departure").isNull();
            if (rst) {
                client.wire().reset();
            } else {
                client.close();
            }
            for (Call call : calls) {
                assertThat(call.exit())
                        .isEqualTo(
                                rst ? new Exit.ClientReset(OptionalLong.empty()) : new Exit.ClientClosed());
            }
        }
    }

    @Test
    void anUnreadBodyHoldsUpItsStreamOnly() throws Exception {
        try (var client = client()) {
            int unread = client.post("/unread");
            Call waiting = probe.next();
            int sent = 0;
            byte[] block = new byte[16_000];
            Arrays.fill(block, (byte) 'x');
            for (; sent + block.length <= 65_535; sent += block.length) {
                client.send(Frame.data(unread, false, block));
            }
            int other = client.post("/other");
            client.send(Frame.data(other, true, block));
            Call call = probe.next();
            assertThat(call.body()).hasSize(block.length);
            call.answer("ok");
            assertThat(client.answer(other).status()).isEqualTo(200);
            client.send(Frame.data(unread, true, "end"));
            assertThat(waiting.body()).hasSize(sent + 3);
            waiting.answer("ok");
            assertThat(client.answer(unread).status()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatIsAnsweredEarlyIsAskedToStop() throws Exception {
        try (var client = client()) {
            int stream = client.post("/", "content-length", "10000000");
            Call call = probe.next();
            call.answer("enough").await();
            client.await("RST_STREAM", each -> each.is(Frame.RST_STREAM, stream)
                    && each.frame().code() == ErrorCode.NO_ERROR);
            assertThat(client.answer(stream).body()).isEqualTo("enough");
            client.send(Frame.data(stream, false, "more"), Frame.data(stream, false, "more"));
            int next = client.get("/next");
            probe.next().answer("ok");
            assertThat(client.answer(next).status()).isEqualTo(200);
        }
    }

    @Test
    void headsOverTheLimitsGetAnAnswer() throws Exception {
        try (var client = client()) {
            assertThat(client.answer(client.get("/" + "x".repeat(9000))).status()).isEqualTo(414);
            assertThat(client.answer(client.get("/", "x-large", "x".repeat(9000))).status()).isEqualTo(431);
            String[] many = new String[300];
            for (int i = 0; i < many.length; i += 2) {
                many[i] = "n" + i;
                many[i + 1] = "v";
            }
            var refused = client.answer(client.get("/", many));
            assertThat(refused.status()).isEqualTo(431);
            assertThat(refused.body()).startsWith("431 ").contains("send fewer or shorter fields");
            assertThat(refused.field("content-type")).contains("text/plain; charset=utf-8");
            assertThat(probe.nextWithin(20)).isNull();
            int good = client.get("/");
            probe.next().answer("ok");
            assertThat(client.answer(good).status()).isEqualTo(200);
        }
    }

    @Test
    void aMalformedHeadEndsItsStreamOnly() throws Exception {
        try (var client = client()) {
            for (String[] bad : new String[][]{{"X-Upper", "x"}, {"connection", "close"}, {"te", "gzip"},
                    {"transfer-encoding", "chunked"}, {"x", "a\r\nb"}, {"x", "a\u0000"},
                    {"content-length", "x"}}) {
                assertThat(client.answer(client.get("/", bad)).reset()).as(bad[0])
                        .contains(ErrorCode.PROTOCOL_ERROR);
            }
            int good = client.get("/");
            probe.next().answer("ok");
            assertThat(client.answer(good).status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyOfAnotherLengthEndsItsStreamOnly() throws Exception {
        try (var client = client()) {
            int stream = client.post("/", "content-length", "5");
            Call call = probe.next();
            client.send(Frame.data(stream, true, "abc"));
            assertThat(call.exit())
                    .isEqualTo(new Exit.ClientReset(OptionalLong.of(ErrorCode.PROTOCOL_ERROR.code())));
            assertThatThrownBy(call::body).isInstanceOf(IOException.class);
            int good = client.get("/");
            probe.next().answer("ok");
            assertThat(client.answer(good).status()).isEqualTo(200);
        }
    }

    @Test
    void floodsAreEnded() throws Exception {
        serve(Probe.SETTINGS
                .withHttp2(Http2.DEFAULT.withClearText(true).withResets(20, Duration.ofSeconds(10))));
        flood((client, round) -> client.send(Frame.reset(client.get("/"), 8)));
        flood((client, round) -> client.send(Frame.settings()));
        flood((client, round) -> client.send(Frame.ping(round)));
        flood((client, round) -> client.send(Frame.data(round == 0 ? client.post("/") : 1, false, "")));
        flood((client, round) -> client.get("/", "x", "a\r\nb"));
    }

    private void flood(Flood flood) throws Exception {
        try (var client = client().acknowledgeNothing()) {
            for (int round = 0; round < 25; round++) {
                try {
                    flood.round(client, round);
                } catch (IOException e) {
                    break; // it is ended already
                }
            }
            assertThat(client.awaitGoAway()).isEqualTo(ErrorCode.ENHANCE_YOUR_CALM);
            client.awaitEnd();
        }
    }

    /** One round of a flood. */
    private interface Flood {
        void round(Http2Client client, int round) throws IOException;
    }

    @Test
    void anExtendedConnectCarriesBytesBothWays() throws Exception {
        try (var client = client()) {
            int stream = extendedConnect(client);
            Call call = probe.next();
            assertThat(call.exchange.method()).isEqualTo("CONNECT");
            assertThat(call.exchange.connectProtocol()).contains("echo");
            client.send(Frame.data(stream, false, "early"));
            call.begin(200, Framing.UPGRADE, "hi ", false).await();
            assertThat(client.status(stream)).isEqualTo(200);
            byte[] buffer = new byte[100];
            assertThat(call.readSome(buffer)).isEqualTo(5);
            call.write("there", false).await();
            client.send(Frame.data(stream, true, ""));
            assertThat(call.readSome(buffer)).isEqualTo(-1);
            assertThat(call.exitWithin(20)).as("the end of one direction").isNull();
            call.write("", true).await();
            assertThat(client.answer(stream).body()).isEqualTo("hi there");
        }
    }

    @Test
    void aResetOfAnExtendedConnectIsSeenByItsReader() throws Exception {
        try (var client = client()) {
            int stream = extendedConnect(client);
            Call call = probe.next();
            call.begin(200, Framing.UPGRADE, "", false).await();
            client.send(Frame.reset(stream, 8));
            assertThatThrownBy(() -> call.readSome(new byte[10])).isInstanceOf(IOException.class);
            assertThat(call.write("x", false).future).failsWithin(5, TimeUnit.SECONDS);
        }
    }

    private static int extendedConnect(Http2Client client) throws IOException {
        int stream = client.nextStream();
        client.send(Frame.headers(stream, false, Hpack.block(":method", "CONNECT",
                ":protocol", "echo", ":scheme", "http", ":path", "/chat", ":authority", "localhost")));
        return stream;
    }

    @Test
    void largeBodiesPassBothWays() throws Exception {
        try (var client = client()) {
            int stream = client.get("/");
            Call call = probe.next();
            var told = call.begin(200, Framing.STREAM, "", false);
            told.await();
            call.write(ByteBuffer.wrap("z".repeat(5_000_000).getBytes(StandardCharsets.UTF_8)), true)
                    .await();
            assertThat(client.answer(stream).body()).hasSize(5_000_000);
        }
    }
}
