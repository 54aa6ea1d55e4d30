package io.pastelli.push.sse;

import static io.pastelli.push.sse.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private final Connections connections = new Connections();
    private final Stage stage = Stage.of(connections);
    private final List<String> news = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        connections.close();
        stage.close();
    }

    private void listen() {
        connections.onJoin((id, connection) -> news.add("+" + connection.id()));
        connections.onLeave((id, exit) -> news.add("-" + id + " " + exit.getClass().getSimpleName()));
    }

    @Test
    void joinAndLeaveAreToldOnceWithTheExit() {
        listen();
        FakeClient ann = stage.connect(connections, "ann");
        ann.leave();
        eventually(() -> news.size() == 2);
        stage.connect(connections, "bob");
        connections.find("bob").orElseThrow().close();
        eventually(() -> news.size() == 4);
        assertThat(news).containsExactly("+ann", "-ann ClientClosed", "+bob", "-bob Normal");
    }

    @Test
    void aReplacedStreamLeavesBeforeTheNewOneJoins() {
        listen();
        FakeClient older = stage.connect(connections, "ann");
        FakeClient newer = stage.arrive("ann");
        eventually(older::complete);
        newer.leave();
        eventually(() -> news.size() == 4);
        assertThat(news).containsExactly("+ann", "-ann Normal", "+ann", "-ann ClientClosed");
    }

    @Test
    void whoIsToldOfALeaveDoesNotFindTheEntryAnyMore() {
        var seen = new CopyOnWriteArrayList<Object>();
        connections.onJoin((id, connection) -> connection.subscribe("room"));
        connections.onLeave((id, exit) -> {
            seen.add(connections.contains(id));
            seen.add(connections.members("room"));
        });
        FakeClient ann = stage.connect(connections, "ann");
        eventually(() -> !connections.members("room").isEmpty());
        ann.leave();
        eventually(() -> seen.size() == 2);
        assertThat(seen).containsExactly(false, Set.of());
    }

    @Test
    void aCallbackThatFailsOrHangsHoldsUpNobodyElse() throws Exception {
        var hang = new CountDownLatch(1);
        connections.onJoin((id, connection) -> {
            if (id.equals("slow")) {
                hang.await();
            }
            throw new IllegalStateException("expected by the test");
        });
        listen();
        FakeClient slow = stage.connect(connections, "slow");
        slow.leave();
        stage.connect(connections, "ann");
        eventually(() -> news.contains("+ann"));
        assertThat(news).containsExactly("+ann");
        hang.countDown();
        eventually(() -> news.size() == 3);
        assertThat(news).containsExactly("+ann", "+slow", "-slow ClientClosed");
    }

    @Test
    void manyStreamsThatFightForFewIdsAlternateJoinAndLeaveAndLeaveNothing() throws Exception {
        var told = new ConcurrentHashMap<String, List<String>>();
        connections.onJoin(
                (id, connection) -> told.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>()).add("+"));
        connections.onLeave(
                (id, exit) -> told.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>()).add("-"));
        var threads = new ArrayList<Thread>();
        for (int t = 0; t < 8; t++) {
            threads.add(Thread.startVirtualThread(() -> {
                for (int i = 0; i < 250; i++) {
                    FakeClient client = stage.arrive("id" + ThreadLocalRandom.current().nextInt(3));
                    if (ThreadLocalRandom.current().nextBoolean()) {
                        LockSupport.parkNanos(20_000);
                    }
                    client.leave(); // before, while or after it is registered or replaced
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        eventually(() -> connections.size() == 0);
        eventually(() -> connections.presence().busy() == 0);
        told.values().forEach(list -> assertThat(String.join("", list)).matches("(\\+-)+"));
    }
}
