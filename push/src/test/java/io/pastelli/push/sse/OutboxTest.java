package io.pastelli.push.sse;

import static io.pastelli.push.sse.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static Connections small(Overflow overflow) {
        return new Connections(ConnectionsOptions.DEFAULT.withOutbox(3, 1000).withOverflow(overflow));
    }

    /** Sends 0 to 7 to a client that takes nothing: 0 goes out, 1 is taken by the outbox's thread and waits in it. */
    private static List<SendResult> sendEight(Connections connections, FakeClient client) {
        client.stall();
        var results = new ArrayList<SendResult>();
        results.add(connections.send("ann", "0"));
        results.add(connections.send("ann", "1"));
        Outbox outbox = connections.find("ann").orElseThrow().outbox();
        eventually(() -> outbox.waiting() == 0);
        IntStream.range(2, 8).forEach(i -> results.add(connections.send("ann", "" + i)));
        return results;
    }

    @Test
    void aStalledClientDelaysNobodyAndGetsEverythingLaterInFewWrites() {
        try (var connections = new Connections(); var stage = Stage.of(connections)) {
            FakeClient stuck = stage.connect(connections, "stuck");
            FakeClient ann = stage.connect(connections, "ann");
            stuck.stall();
            for (int i = 0; i < 100; i++) {
                assertThat(connections.broadcast("" + i)).isEqualTo(2);
            }
            String all = "hi\n"
                    + String.join("", IntStream.range(0, 100).mapToObj(i -> "data: " + i + "\n\n").toList());
            eventually(() -> ann.received().equals(all));
            assertThat(stuck.received()).isEqualTo("hi\ndata: 0\n\n");
            stuck.resume();
            eventually(() -> stuck.received().equals(all));
            assertThat(stuck.writes().size()).isLessThan(10);
        }
    }

    @Test
    void aFullOutboxDisconnectsByDefault() {
        try (var connections = small(Overflow.DISCONNECT); var stage = Stage.of(connections)) {
            var exits = new CopyOnWriteArrayList<Exit>();
            connections.onLeave((id, exit) -> exits.add(exit));
            FakeClient ann = stage.connect(connections, "ann");
            assertThat(sendEight(connections, ann).subList(0, 6)).containsExactly(SendResult.DELIVERED,
                    SendResult.QUEUED, SendResult.QUEUED, SendResult.QUEUED, SendResult.QUEUED,
                    SendResult.DROPPED);
            eventually(ann::wasCut);
            eventually(() -> exits.size() == 1 && connections.size() == 0);
            assertThat(exits.getFirst()).isInstanceOfSatisfying(Exit.Failed.class,
                    failed -> assertThat(failed.cause()).isInstanceOf(SlowClientException.class));
        }
    }

    @Test
    void aFullOutboxDropsTheOldest() {
        try (var connections = small(Overflow.DROP_OLDEST); var stage = Stage.of(connections)) {
            FakeClient ann = stage.connect(connections, "ann");
            assertThat(sendEight(connections, ann)).doesNotContain(SendResult.DROPPED);
            ann.resume();
            eventually(() -> ann.received().endsWith("data: 7\n\n"));
            assertThat(ann.received().replace("data: ", "").replace("\n", "")).isEqualTo("hi01567");
        }
    }

    @Test
    void aFullOutboxDropsTheNewest() {
        try (var connections = small(Overflow.DROP_NEWEST); var stage = Stage.of(connections)) {
            FakeClient ann = stage.connect(connections, "ann");
            assertThat(sendEight(connections, ann)).endsWith(SendResult.DROPPED, SendResult.DROPPED);
            ann.resume();
            eventually(() -> ann.received().endsWith("data: 4\n\n"));
            assertThat(ann.received().replace("data: ", "").replace("\n", "")).isEqualTo("hi01234");
            assertThat(connections.send("ann", "later").reached()).isTrue();
        }
    }

    @Test
    void bytesAreBoundedTooAndOneLargeEventPasses() {
        var options = ConnectionsOptions.DEFAULT.withOutbox(100, 50).withOverflow(Overflow.DROP_NEWEST);
        try (var connections = new Connections(options); var stage = Stage.of(connections)) {
            FakeClient ann = stage.connect(connections, "ann");
            ann.stall();
            Connection handle = connections.find("ann").orElseThrow();
            handle.send("0");
            handle.send("1");
            eventually(() -> handle.outbox().waiting() == 0);
            assertThat(handle.send("x".repeat(80))).isEqualTo(SendResult.QUEUED);
            assertThat(handle.send("2")).isEqualTo(SendResult.DROPPED);
            ann.resume();
            eventually(() -> ann.received().contains("xxx"));
        }
    }

    @Test
    void aCloseComesAfterAllThatWaits() {
        try (var connections = new Connections(); var stage = Stage.of(connections)) {
            FakeClient ann = stage.connect(connections, "ann");
            ann.stall();
            Connection handle = connections.find("ann").orElseThrow();
            IntStream.range(0, 5).forEach(i -> handle.send("" + i));
            handle.close();
            assertThat(handle.send("too late")).isEqualTo(SendResult.CLOSED);
            ann.resume();
            eventually(ann::complete);
            assertThat(ann.received().replace("data: ", "").replace("\n", "")).isEqualTo("hi01234bye");
        }
    }

    @Test
    void aWriterWaitsForItsOwnBytesAndNotForTheNext() throws Exception {
        try (var connections = new Connections(); var stage = Stage.of(connections)) {
            FakeClient ann = stage.connect(connections, "ann");
            Conn stream = connections.find("ann").orElseThrow().stream();
            for (int i = 0; i < 100; i++) {
                int writes = ann.count();
                ann.stall();
                Thread writer = Thread.startVirtualThread(() -> stream.chunk("first"));
                eventually(() -> ann.count() == writes + 1);
                ann.resume();
                ann.stall();
                assertThat(stream.tryChunk(Bytes.of("second"))).isPresent();
                assertThat(writer.join(Duration.ofSeconds(20))).isTrue();
                ann.resume();
            }
        }
    }

    @Test
    void manyBroadcastersKeepTheirOrderOnEveryStreamHoweverClientsStall() throws Exception {
        var options = ConnectionsOptions.DEFAULT.withOutbox(100_000, 1 << 26);
        try (var connections = new Connections(options); var stage = Stage.of(connections)) {
            var clients = IntStream.range(0, 20).mapToObj(i -> stage.connect(connections, "c" + i)).toList();
            var threads = new ArrayList<Thread>();
            for (int t = 0; t < 8; t++) {
                int me = t;
                threads.add(Thread.startVirtualThread(() -> {
                    for (int i = 0; i < 500; i++) {
                        assertThat(connections.broadcast(me + ":" + i)).isEqualTo(20);
                    }
                }));
            }
            for (int i = 0; i < 3000; i++) {
                FakeClient client = clients.get(ThreadLocalRandom.current().nextInt(20));
                client.stall();
                LockSupport.parkNanos(20_000);
                client.resume();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            clients.forEach(FakeClient::resume);
            for (FakeClient client : clients) {
                eventually(() -> client.received().split("data: ", -1).length == 4001);
                assertInOrder(client.received());
            }
        }
    }

    private static void assertInOrder(String received) {
        var event = Pattern.compile("data: (\\d+):(\\d+)\n\n").matcher(received);
        Map<String, Integer> next = new HashMap<>();
        while (event.find()) {
            int expected = next.merge(event.group(1), 1, Integer::sum) - 1;
            assertThat(Integer.parseInt(event.group(2))).isEqualTo(expected);
        }
        assertThat(next.values()).hasSize(8).containsOnly(500);
    }
}
