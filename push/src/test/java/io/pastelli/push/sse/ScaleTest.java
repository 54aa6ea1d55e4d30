package io.pastelli.push.sse;

import static io.pastelli.push.sse.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.pastelli.conn.SseEvent;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void aBroadcastToTenThousandStreamsIsEncodedOnce() {
        try (var connections = new Connections(); var stage = Stage.of(connections)) {
            var clients = new ArrayList<FakeClient>();
            for (int i = 0; i < 10_000; i++) {
                clients.add(stage.arrive("c" + i));
            }
            eventually(() -> connections.size() == 10_000);
            clients.forEach(FakeClient::forget);
            var event = SseEvent.of("x".repeat(100_000));
            var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            assertThat(connections.broadcast(event)).isEqualTo(10_000);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            // 1 GB if each stream encoded or copied it; 10 MB are 1 kB for each stream's way out
            assertThat(allocated).isLessThan(10_000_000);
            assertThat(clients).allMatch(client -> client.count() == 2);
        }
    }

    @Test
    void aHundredThousandComingsAndGoingsLeaveNothing() throws Exception {
        var connections = new Connections();
        var joined = new AtomicInteger();
        var left = new AtomicInteger();
        connections.onJoin((id, connection) -> joined.incrementAndGet());
        connections.onLeave((id, exit) -> left.incrementAndGet());
        try (connections; var stage = new Stage(conn -> {
            var stream = Stage.open(conn);
            var id = conn.pathInfo().getFirst();
            stream.owner().link(connections.register(id, stream, Set.of("all", "topic of " + id)));
            return stream;
        })) {
            cycles(connections, stage, 0, 5_000);
            long before = used();
            cycles(connections, stage, 5_000, 105_000);
            eventually(() -> left.get() == joined.get());
            assertThat(joined.get()).isBetween(52_500, 105_000);
            assertThat(connections.size()).isZero();
            assertThat(connections.topicNames()).isEmpty();
            assertThat(connections.presence().busy()).isZero();
            // one forgotten object of 24 bytes each would be 2.4 MB
            assertThat(used() - before).isLessThan(2_000_000);
        }
    }

    private static void cycles(Connections connections, Stage stage, int from, int to)
            throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int t = 0; t < 4; t++) {
            int me = t;
            threads.add(Thread.startVirtualThread(() -> {
                for (int i = from + me; i < to; i += 4) {
                    FakeClient client = stage.arrive("client" + i);
                    // every other one leaves at once: before or in the middle of its registration
                    while (i % 8 < 4 && !connections.contains(client.id())) {
                        LockSupport.parkNanos(20_000);
                    }
                    client.leave();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        eventually(() -> connections.size() == 0);
    }

    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
