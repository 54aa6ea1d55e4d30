package io.pastelli.testkit.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RawClientTest {
    private ServerSocket listener = unbound();
    private RawClient client = new RawClient(new NoWire());
    private Socket server = new Socket();

    private static ServerSocket unbound() {
        try {
            return new ServerSocket();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void connect() throws IOException {
        listener.close();
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        client = RawClient.connect(listener.getLocalPort());
        server = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        listener.close();
    }

    private void answer(String text) throws IOException {
        server.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    @Test
    void aResponseWithALengthLeavesTheNextOneUnread() throws IOException {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 204 No Content\r\n\r\n");
        Response first = client.read();
        assertThat(first.text()).isEqualTo("ok");
        assertThat(first.cleanEnd()).isTrue();
        assertThat(client.read().status()).isEqualTo(204);
    }

    @Test
    void chunksAreJoined() throws IOException {
        answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\nA\r\n0123456789\r\n0\r\n\r\n");
        Response response = client.read();
        assertThat(response.text()).isEqualTo("one0123456789");
        assertThat(response.cleanEnd()).isTrue();
    }

    @Test
    void aMissingTerminatorIsNoCleanEnd() throws IOException {
        answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
        server.close();
        Response response = client.read();
        assertThat(response.text()).isEqualTo("one");
        assertThat(response.cleanEnd()).isFalse();
    }

    @Test
    void aResetIsToldFromAFin() throws IOException {
        answer("HTTP/1.0 200 OK\r\n\r\npart");
        assertThat(client.readHead().status()).isEqualTo(200);
        assertThat(client.until("part")).isEqualTo("part");
        server.setSoLinger(true, 0);
        server.close();
        assertThat(client.rest()).isEqualTo(new Rest("", true));
    }

    @Test
    void interimResponsesArePassedOver() throws IOException {
        answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        assertThat(client.read().status()).isEqualTo(200);
    }

    @Test
    void silenceIsAnErrorThatSaysWhatHadCome() throws IOException {
        answer("HTTP/1.1 2");
        client.patience(Duration.ofMillis(100));
        assertThatThrownBy(client::readHead).isInstanceOf(AssertionError.class)
                .hasMessageContaining("HTTP/1.1 2");
    }

    @Test
    void aHalfCloseLetsItReadOn() throws IOException {
        client.send("bye").halfClose();
        assertThat(server.getInputStream().readAllBytes()).asString().isEqualTo("bye");
        answer("still here");
        assertThat(client.until("here")).isEqualTo("still here");
    }

    @Test
    void aResetReachesThePeerAsAnError() throws IOException {
        client.reset();
        assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(IOException.class);
    }

    /** Stands where no connection is yet. */
    private static final class NoWire implements Wire {
        @Override
        public void write(byte[] bytes, int offset, int length) {}

        @Override
        public int read(byte[] into, int offset, int length, Duration most) {
            return -1;
        }

        @Override
        public int localPort() {
            return 0;
        }

        @Override
        public void fin() {}

        @Override
        public void halfClose() {}

        @Override
        public void reset() {}
    }
}
