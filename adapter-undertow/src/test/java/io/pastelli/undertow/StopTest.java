package io.pastelli.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.owner.Exit;
import io.pastelli.undertow.TestServer.Call;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class StopTest {
    @Test
    void aPausedServerClosesIdleConnectionsAndLetsExchangesEnd() throws Exception {
        try (var server = new TestServer(TestServer.SETTINGS, call -> {
            if (call.exchange.target().equals("/idle")) {
                call.full("ok");
            }
        }); var idle = server.connect().get("/idle"); var busy = server.connect()) {
            idle.readResponse();
            server.next();
            busy.get("/busy");
            Call call = server.next();
            server.listener.pause();
            server.listener.pause();
            assertThat(idle.readAll()).isEmpty();
            assertThatThrownBy(server::connect).hasMessageContaining("refused");
            call.full("late");
            assertThat(busy.readAll()).contains("connection: close").endsWith("late");
        }
    }

    @Test
    void aClosedServerLeavesNoThreadAndNoConnection() throws Exception {
        int before = threads();
        var clients = new ArrayList<RawClient>();
        var server = new TestServer(TestServer.SETTINGS, call -> call.stream("open"));
        for (int i = 0; i < 50; i++) {
            clients.add(server.connect().get("/"));
            clients.getLast().readUntil("open");
        }
        assertThat(threads()).isGreaterThan(before);
        long from = System.nanoTime();
        server.close();
        server.close();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
        for (RawClient client : clients) {
            client.awaitEnd();
            client.close();
            assertThat(server.next().awaitExit()).isInstanceOf(Exit.Shutdown.class);
        }
        assertThat(threads()).isEqualTo(before);
    }

    @Test
    void whatIsAskedOfAnExchangeAfterTheCloseIsAnsweredWithAFailure() throws Exception {
        var server = TestServer.holding();
        try (var client = server.connect()) {
            client.get("/");
            Call call = server.next();
            server.close();
            assertThatThrownBy(() -> call.full("late")).hasMessageContaining("closed");
            assertThatThrownBy(() -> call.chunk("late")).hasMessageContaining("closed");
            call.exchange.watch();
            call.exchange.cut();
        }
    }

    @Test
    void aPortInUseIsABindException() {
        try (var server = TestServer.holding()) {
            var same = TestServer.SETTINGS.withPort(server.listener.port());
            int before = threads();
            assertThatThrownBy(() -> new UndertowAdapter().listen(same, exchange -> {}))
                    .isInstanceOf(BindException.class);
            assertThat(threads()).isEqualTo(before);
        }
    }

    private static int threads() {
        for (int i = 0; i < 50; i++) { // a thread that has ended its work is gone a moment later
            if (pastelliThreads() == 0) {
                return 0;
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return pastelliThreads();
    }

    private static int pastelliThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("pastelli-undertow")).count();
    }
}
