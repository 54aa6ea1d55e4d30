package io.pastelli.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.adapter.Settings;
import io.pastelli.http.Headers;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.Wire;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Hpack;
import io.pastelli.testkit.http2.Http2Client;
import io.pastelli.undertow.TestServer.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** HTTP/2 in clear text: what no contract of all adapters says. */
class Http2Test {
    private static final Settings SETTINGS = TestServer.SETTINGS
            .withHttp2(TestServer.SETTINGS.http2().withClearText(true));

    @Test
    void anExtendedConnectCarriesRawBytesBothWays() throws Exception {
        try (var server = new TestServer(SETTINGS, call -> {
            begin(call);
            byte[] buffer = new byte[1000];
            for (int n; (n = call.read(buffer)) > 0;) {
                call.write(buffer, n);
            }
            call.end();
        }); var client = client(server)) {
            int stream = connect(client);
            client.send(Frame.data(stream, false, "hello "));
            client.await("the echo", each -> each.is(Frame.DATA, stream));
            client.send(Frame.data(stream, true, "again"));
            var answer = client.answer(stream);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello again");
            Call call = server.next();
            assertThat(call.exchange.connectProtocol()).contains("echo");
            assertThat(call.exchange.method()).isEqualTo("CONNECT");
            assertThat(call.exchange.target()).isEqualTo("/echo");
            assertThat(call.exit).isNotDone();
        }
    }

    @Test
    void aResetOfAnExtendedConnectIsSeenByReading() throws Exception {
        try (var server = new TestServer(SETTINGS, Http2Test::begin); var client = client(server)) {
            int stream = connect(client);
            client.status(stream);
            client.send(Frame.reset(stream, 8));
            Call call = server.next();
            assertThat(call.awaitExit()).isEqualTo(new Exit.ClientReset(OptionalLong.of(8)));
            assertThatThrownBy(() -> call.read(new byte[10])).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aClientOfHttp11IsServedOnTheSamePortHoweverItsFirstBytesCome() throws Exception {
        try (var server = new TestServer(SETTINGS, call -> call.full(call.exchange.protocol()));
                var client = server.connect()) {
            client.send("P").send("R").send("OPFIND / HTTP/1.1\r\nhost: a\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\nHTTP/1.1")).contains(" 200 ");
            client.get("/");
            assertThat(client.readResponse()).endsWith("HTTP/1.1");
        }
    }

    @Test
    void theFieldsOfAResponseKeepTheirOrderAndMayNeedManyFrames() throws Exception {
        var headers = Headers.of("b", "1", "a", "x".repeat(40_000), "b", "2", "set-cookie", "c=d",
                "connection", "close");
        try (var server = new TestServer(SETTINGS, call -> call.exchange.begin(
                new ResponseHead(204, headers, Framing.NONE), ByteBuffer.allocate(0), true, Untold.INSTANCE));
                var client = client(server)) {
            for (int i = 0; i < 2; i++) {
                var answer = client.answer(client.get("/"));
                assertThat(answer.status()).isEqualTo(204);
                assertThat(answer.fields().stream().map(field -> field.name())).containsExactly(":status",
                        "b", "a", "b",
                        "set-cookie");
                assertThat(answer.field("a").orElseThrow()).hasSize(40_000);
            }
        }
    }

    @Test
    void aPeerThatAnswersNoPingIsGivenUp() throws Exception {
        var settings = SETTINGS.withHttp2(SETTINGS.http2().withPing(Duration.ofMillis(300)))
                .withTimeouts(SETTINGS.timeouts().withIdle(Duration.ofMillis(800)));
        try (var server = new TestServer(settings, call -> call.stream("open"));
                var client = client(server)) {
            int stream = client.acknowledgeNothing().get("/");
            client.await("the first bytes", each -> each.is(Frame.DATA, stream));
            client.await("a ping", each -> each.is(Frame.PING, 0));
            assertThat(server.next().awaitExit()).isEqualTo(new Exit.TimedOut("ping"));
            server.awaitNoConnection();
        }
    }

    @Test
    void aStreamEndsWithoutHarmToTheOthers() throws Exception {
        try (var server = new TestServer(SETTINGS, call -> call.stream("open"));
                var client = client(server)) {
            int first = client.get("/1");
            int second = client.get("/2");
            client.status(first);
            client.status(second);
            client.send(Frame.reset(first, 8));
            Call one = server.next();
            Call two = server.next();
            assertThat(one.awaitExit()).isEqualTo(new Exit.ClientReset(OptionalLong.of(8)));
            two.chunk(" still");
            two.end();
            assertThat(client.answer(second).body()).isEqualTo("open still");
            assertThat(two.exit).isNotDone();
        }
    }

    @Test
    void aWriteThatFailsBehindAFinIsNoReset() throws Exception {
        var arrived = new CountDownLatch(1);
        var left = new CountDownLatch(1);
        var exit = new CompletableFuture<Exit>();
        Receiver receiver = exchange -> {
            exchange.attach(exit::complete);
            arrived.countDown();
            try { // the I/O thread is to write before it reads of the end
                assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            exchange.begin(new ResponseHead(200, Headers.empty(), Framing.STREAM), ByteBuffer.allocate(0),
                    false, Untold.INSTANCE);
        };
        var listener = new UndertowAdapter().listen(SETTINGS, receiver);
        try (AutoCloseable _ = listener::close) {
            var client = new RawClient(listener.port());
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(FrameReader.PREFACE);
            bytes.writeBytes(Frame.settings().bytes());
            bytes.writeBytes(Frame.headers(1, true,
                    Hpack.block(":method", "GET", ":scheme", "http", ":path", "/", ":authority", "test"))
                    .bytes());
            client.send(bytes.toByteArray());
            assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();
            client.close(); // FIN, and an RST for the unread settings behind it
            left.countDown();
            assertThat(exit.get(5, TimeUnit.SECONDS)).isEqualTo(new Exit.ClientClosed());
        }
    }

    private static Http2Client client(TestServer server) throws IOException {
        return Http2Client.over(Wire.tcp(server.listener.port(), 0));
    }

    private static int connect(Http2Client client) throws IOException {
        int stream = client.nextStream();
        client.send(
                Frame.headers(stream, false, Hpack.block(":method", "CONNECT", ":protocol", "echo", ":scheme",
                        "http", ":path", "/echo", ":authority", "test")));
        return stream;
    }

    private static void begin(Call call) {
        call.exchange.begin(new ResponseHead(200, Headers.empty(), Framing.UPGRADE), ByteBuffer.allocate(0),
                false,
                Untold.INSTANCE);
    }
}
