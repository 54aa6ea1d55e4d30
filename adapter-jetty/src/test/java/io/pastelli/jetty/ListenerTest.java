package io.pastelli.jetty;

import io.pastelli.adapter.Http2;
import java.util.Optional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.KeepAlive;
import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Settings;
import io.pastelli.adapter.Timeouts;
import java.net.BindException;
import java.net.ConnectException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ListenerTest {
    @Test
    void theAdapterIsFoundByItsName() {
        assertThat(ServiceLoader.load(io.pastelli.adapter.Adapter.class)).extracting(a -> a.name())
                .contains("jetty");
    }

    @Test
    void aPortInUseIsABindException() {
        try (var rig = new Rig(held -> {})) {
            var taken = new Settings("127.0.0.1", rig.listener.port(), Limits.DEFAULT, Timeouts.DEFAULT,
                    HalfClose.LEAVES,
                    KeepAlive.DEFAULT, 0, Optional.empty(), Http2.DEFAULT);
            assertThatThrownBy(() -> new JettyAdapter().listen(taken, exchange -> {}))
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void aPauseClosesWhatIsIdleAndLetsTheRestEnd() {
        var came = new CompletableFuture<Void>();
        var go = new CompletableFuture<Void>();
        try (var rig = new Rig(held -> {
            if (held.exchange().target().equals("/slow")) {
                came.complete(null);
                Rig.get(go);
            }
            held.full(200, "done");
        }); var idle = rig.client(); var fresh = rig.client(); var busy = rig.client()) {
            idle.get("/").response();
            busy.get("/slow");
            Rig.get(came);
            rig.listener.pause();
            rig.listener.pause();
            assertThat(idle.next()).isEqualTo(-1);
            assertThat(fresh.next()).isEqualTo(-1);
            assertThatThrownBy(rig::client).hasCauseInstanceOf(ConnectException.class);
            go.complete(null);
            assertThat(busy.rest()).contains("connection: close").endsWith("done");
        }
    }

    @Test
    void aCloseEndsEverythingSoonAndLeavesNoThread() {
        var rig = new Rig(Rig.Held::open);
        try (var stream = rig.client(); var idle = rig.client(); var stalled = rig.client()) {
            stream.get("/").until("\r\n\r\n");
            var held = rig.next();
            stalled.get("/").until("\r\n\r\n");
            var write = rig.next().write(new byte[50_000_000], false);
            long start = System.nanoTime();
            rig.close();
            rig.close();
            assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
            assertThat(stream.rest()).isEmpty();
            assertThat(idle.rest()).isEmpty();
            assertThat(write).isCompletedExceptionally();
            assertThat(held.write(new byte[1], false)).isCompletedExceptionally();
            assertThat(rig.listener.port()).isPositive();
        }
        assertThat(jettyThreads()).isEmpty();
    }

    private static List<String> jettyThreads() {
        long end = System.nanoTime() + 2_000_000_000L;
        while (true) {
            var names = Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                    .filter(name -> name.startsWith("pastelli-jetty")).toList();
            if (names.isEmpty() || System.nanoTime() > end) {
                return names;
            }
            Thread.onSpinWait();
        }
    }
}
