package io.pastelli.testkit.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import io.pastelli.testkit.client.Response;
import io.pastelli.testkit.client.Wire;
import io.pastelli.testkit.tck.TestTls;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The clients are judged by another's server, so that a mistake of theirs is not taken for the contract. */
@Timeout(30)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NghttpdTest {
    private static final String LARGE = "0123456789abcdef".repeat(20_000);

    private List<Process> server = List.of();
    private int port;

    @BeforeAll
    void serve(@TempDir Path root) throws IOException {
        Path program = Stream.of("/usr/sbin/nghttpd", "/usr/bin/nghttpd").map(Path::of).filter(Files::exists)
                .findFirst().orElse(Path.of("none"));
        assumeTrue(Files.exists(program), "there is no nghttpd: install nghttp2-server");
        Files.writeString(root.resolve("small"), "small file");
        Files.writeString(root.resolve("large"), LARGE);
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        server = List.of(new ProcessBuilder(program.toString(), "--address=127.0.0.1", "--htdocs=" + root,
                "--echo-upload", "--trailer=x-after: the end", Integer.toString(port),
                TestTls.pem().toString(),
                TestTls.pem().toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
        long end = System.nanoTime() + 5_000_000_000L;
        while (!answers()) {
            assertThat(System.nanoTime()).as("nghttpd listens within 5 s").isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
    }

    private Wire wire() throws IOException {
        return Wire.tls(port, TestTls.client().withProtocols("h2"));
    }

    private boolean answers() throws IOException {
        try (RawClient client = RawClient.connect(port)) {
            return client.localPort() > 0;
        } catch (ConnectException e) {
            return false;
        }
    }

    @AfterAll
    void stop() {
        server.forEach(Process::destroy);
    }

    private RawClient gateway(int window) throws IOException {
        return new RawClient(Http2Wire.over(wire(), window));
    }

    @Test
    void aGetIsAnswered() throws IOException {
        try (RawClient client = gateway(0)) {
            for (int i = 0; i < 3; i++) {
                Response response = client.get("/small", "X-Mixed: Case").read();
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.text()).isEqualTo("small file");
                assertThat(response.cleanEnd()).isTrue();
            }
        }
    }

    @Test
    void aLargeFilePassesASmallWindow() throws IOException {
        try (RawClient client = gateway(16_384)) {
            assertThat(client.get("/large").read().text()).isEqualTo(LARGE);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (RawClient client = gateway(0)) {
            client.send(Requests.get("/large") + Requests.get("/small") + Requests.get("/none"));
            assertThat(client.read().text()).isEqualTo(LARGE);
            assertThat(client.read().text()).isEqualTo("small file");
            assertThat(client.read().status()).isEqualTo(404);
        }
    }

    @Test
    void moreRequestsThanStreamsAreAnsweredInOrder() throws IOException {
        try (RawClient client = gateway(0)) {
            client.send(Requests.get("/small").repeat(250));
            for (int i = 0; i < 250; i++) {
                assertThat(client.read().text()).isEqualTo("small file");
            }
        }
    }

    @Test
    void bodiesOfEveryFramingAreSent() throws IOException {
        try (RawClient client = gateway(0)) {
            assertThat(client.post("/", LARGE).read().text()).isEqualTo(LARGE);
            client.send(Requests.head("POST", "/", "transfer-encoding: chunked")
                    + "\r\n5;x=1\r\nhello\r\n7\r\n, there\r\n0\r\n\r\n");
            assertThat(client.read().text()).isEqualTo("hello, there");
            client.send(Requests.head("POST", "/", "transfer-encoding: chunked")
                    + "\r\n2\r\nok\r\n0\r\nx-trailer: t\r\n\r\n" + Requests.get("/small"));
            assertThat(client.read().text()).isEqualTo("ok");
            assertThat(client.read().text()).isEqualTo("small file");
        }
    }

    @Test
    void theRequestThatAsksForTheCloseIsTheLast() throws IOException {
        try (RawClient client = gateway(0)) {
            Response response = client.get("/small", "connection: close").read();
            assertThat(response.header("connection")).contains("close");
            assertThat(client.rest().text()).isEmpty();
        }
    }

    @Test
    void trailersAreGiven() throws IOException {
        try (var client = Http2Client.over(wire())) {
            Http2Client.Answer answer = client.answer(client.get("/small"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("small file");
            assertThat(answer.trailers()).extracting(field -> field.name() + ": " + field.value())
                    .containsExactly("x-after: the end");
        }
    }

    @Test
    void errorsOfTheServerAreSeen() throws IOException {
        try (var client = Http2Client.over(wire())) {
            client.send(Frame.ping(7));
            assertThat(client.await("the answer", each -> each.is(Frame.PING, 0)).frame().has(Frame.ACK))
                    .isTrue();
            client.send(Frame.of(Frame.PING, 0, 0, new byte[]{1}));
            assertThat(client.awaitGoAway()).isEqualTo(ErrorCode.FRAME_SIZE_ERROR);
            assertThat(client.awaitEnd()).isTrue();
        }
    }
}
