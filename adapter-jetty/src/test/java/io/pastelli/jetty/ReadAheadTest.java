package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private static final int BOUND = 2048;

    private SocketChannel client;
    private SocketChannel server;
    private ReadAhead input;

    ReadAheadTest() throws IOException {
        try (var door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            client = SocketChannel.open(door.getLocalAddress());
            server = door.accept();
        }
        server.configureBlocking(false);
        input = new ReadAhead(server::read, BOUND);
    }

    @BeforeEach
    void nothingIsThere() {
        input.look();
        assertThat(input.pending()).isFalse();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void whatWasSeenIsReadFirstAndOnce() throws IOException {
        client.write(ByteBuffer.wrap(new byte[]{'a', 'b', 'c', 'd', 'e', 'f'}));
        input.look();
        assertThat(input.pending()).isTrue();
        client.write(ByteBuffer.wrap(new byte[]{'g', 'h'}));
        assertThat(read(4)).isEqualTo("abcd");
        assertThat(read(4)).isEqualTo("ef");
        assertThat(input.pending()).isFalse();
        assertThat(read(4)).isEqualTo("gh");
    }

    @Test
    void noMoreIsSeenThanTheBoundAllows() throws IOException {
        client.write(ByteBuffer.allocate(3000));
        client.shutdownOutput();
        input.look();
        assertThat(input.full()).isTrue();
        assertThat(input.ending()).isEqualTo(Ending.NONE); // hidden behind the bytes
        assertThat(read(BOUND)).hasSize(BOUND);
        input.look();
        assertThat(input.ending()).isEqualTo(Ending.FIN);
        assertThat(read(3000)).hasSize(3000 - BOUND);
        assertThat(input.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void aResetIsKnownFromAFin() throws IOException {
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
        client.close();
        input.look();
        assertThat(input.ending()).isEqualTo(Ending.RESET);
    }

    @Test
    void whatIsDiscardedIsGone() throws IOException {
        client.write(ByteBuffer.allocate(3000));
        input.look();
        input.discard();
        assertThat(input.pending()).isFalse();
        client.shutdownOutput();
        input.discard();
        assertThat(input.ending()).isEqualTo(Ending.FIN);
    }

    private String read(int size) {
        ByteBuffer into = ByteBuffer.allocate(size);
        input.read(into);
        return new String(into.array(), 0, into.position(), StandardCharsets.ISO_8859_1);
    }
}
