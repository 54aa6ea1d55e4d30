package io.pastelli.undertow;

import io.pastelli.adapter.Http2;
import java.util.Optional;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.KeepAlive;
import io.pastelli.adapter.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.xnio.ChannelListeners;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.Xnio;

class TcpTest {
    @Test
    void acceptedSocketsGetTheProbeTimes() throws Exception {
        var worker = Xnio.getInstance().createWorker(OptionMap.EMPTY);
        var seen = new CompletableFuture<SocketChannel>();
        var times = new ProbeTimes(new KeepAlive(Duration.ofSeconds(7), Duration.ofSeconds(2), 4));
        try (var acceptor = worker.createStreamConnectionServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ChannelListeners.<StreamConnection>openListenerAdapter(stream -> {
                    times.set(stream);
                    try {
                        seen.complete(ProbeTimes.socket(stream));
                    } catch (ReflectiveOperationException e) {
                        seen.completeExceptionally(e);
                    }
                }), OptionMap.EMPTY)) {
            acceptor.resumeAccepts();
            try (var client = new RawClient(
                    acceptor.getLocalAddress(InetSocketAddress.class).getPort())) {
                client.send("");
                SocketChannel socket = seen.get(5, TimeUnit.SECONDS);
                assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isBetween(3, 7);
                assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(2);
                assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(4);
                socket.close();
            }
        } finally {
            worker.shutdownNow();
        }
    }

    @Test
    void acceptedSocketsAreKeptAliveUndelayedAndBounded() throws Exception {
        var settings = new Settings("127.0.0.1", 0, TestServer.SETTINGS.limits(),
                TestServer.SETTINGS.timeouts(),
                TestServer.SETTINGS.halfClose(), TestServer.SETTINGS.keepAlive(), 32 * 1024, Optional.empty(),
                Http2.DEFAULT);
        var worker = Xnio.getInstance().createWorker(OptionMap.EMPTY);
        var seen = new CompletableFuture<SocketChannel>();
        var wiring = new Wiring(settings, exchange -> {}) {
            @Override
            void open(StreamConnection stream) {
                try {
                    seen.complete(ProbeTimes.socket(stream));
                } catch (ReflectiveOperationException e) {
                    seen.completeExceptionally(e);
                }
            }
        };
        try (var acceptor = wiring.accept(worker, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var client = new RawClient(
                        acceptor.getLocalAddress(InetSocketAddress.class).getPort())) {
            client.send("");
            SocketChannel socket = seen.get(5, TimeUnit.SECONDS);
            assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            assertThat(socket.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
            assertThat(socket.getOption(StandardSocketOptions.SO_SNDBUF)).isLessThanOrEqualTo(64 * 1024);
            socket.close();
        } finally {
            worker.shutdownNow();
        }
    }
}
