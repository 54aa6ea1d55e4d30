package io.pastelli.push.sse;

import static io.pastelli.push.sse.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.conn.Conn;
import io.pastelli.conn.SseEvent;
import io.pastelli.http.Bytes;
import io.pastelli.push.sse.log.MemoryLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
    private final Connections connections = new Connections(
            ConnectionsOptions.DEFAULT.withLog(new MemoryLog(100, 1 << 20)).withOutbox(50, 1 << 20));
    private final Stage stage = staged(connections);

    private static Stage staged(Connections connections) {
        return new Stage(conn -> {
            Conn stream = Stage.open(conn);
            connections.register(conn.pathInfo().getFirst(), stream, Set.of("news", "weather"));
            return stream;
        });
    }

    @AfterEach
    void close() {
        connections.close();
        stage.close();
    }

    @Test
    void whoComesBackGetsWhatWasMissedAndThenWhatIsNew() {
        FakeClient ann = stage.connect(connections, "ann");
        connections.broadcast("news", "1");
        connections.broadcast("2");
        gone(ann);
        connections.broadcast("news", "3");
        connections.broadcast("sport", "not for ann");
        connections.broadcast("weather", "4");
        connections.broadcast("5");
        FakeClient again = back(ann);
        connections.broadcast("6");
        assertThat(Received.of(ann.received()).data()).containsExactly("1", "2");
        assertThat(Received.of(again.received()).data()).containsExactly("3", "4", "5", "6");
        assertThat(Received.of(again.received()).ids()).isSorted().doesNotHaveDuplicates();
        assertThat(replay()).isEqualTo(Replay.COMPLETE);
    }

    @Test
    void aNewcomerIsToldThePlaceSoThatItMissesNothingBeforeItsFirstEvent() {
        connections.broadcast("before");
        FakeClient ann = stage.connect(connections, "ann");
        assertThat(replay()).isEqualTo(Replay.NOT_ASKED);
        assertThat(ann.received()).matches("hi\nid: \\d+\n\n");
        gone(ann);
        connections.broadcast("missed");
        assertThat(Received.of(back(ann).received()).data()).containsExactly("missed");
    }

    @Test
    void theIdMayStandInTheQuery() {
        FakeClient ann = stage.connect(connections, "ann");
        gone(ann);
        connections.broadcast("missed");
        FakeClient again = stage.arrive("ann?lastEventId=" + Received.of(ann.received()).lastEventId());
        eventually(() -> connections.contains("ann"));
        assertThat(Received.of(again.received()).data()).containsExactly("missed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1", "abc", "12x", "1763747640123456", "999999999999999999",
            "99999999999999999999999999999", "1e9", "½", "../etc", "null", "0x10"})
    void anIdThatIsNoneOfOursIsLost(String id) {
        FakeClient ann = stage.comeBack("ann", id);
        eventually(() -> connections.contains("ann"));
        assertThat(replay()).isEqualTo(Replay.LOST);
        connections.broadcast("new");
        assertThat(Received.of(ann.received()).data()).containsExactly("new");
    }

    @Test
    void aQueryThatCannotBeReadIsLost() {
        FakeClient ann = stage.arrive("ann?lastEventId=%zz");
        eventually(() -> connections.contains("ann"));
        assertThat(replay()).isEqualTo(Replay.LOST);
        assertThat(ann.wasCut()).isFalse();
    }

    @Test
    void whatIsNotKeptAnyMoreIsLost() {
        FakeClient ann = stage.connect(connections, "ann");
        gone(ann);
        IntStream.range(0, 101).forEach(i -> connections.broadcast("sport", "pushes it out"));
        FakeClient again = back(ann);
        assertThat(replay()).isEqualTo(Replay.LOST);
        assertThat(again.received()).as("no id, so that it is lost again until it has an event")
                .isEqualTo("hi\n");
    }

    @Test
    void whoMissedMoreThanAnOutboxHoldsGetsNoneOfIt() {
        FakeClient ann = stage.connect(connections, "ann");
        gone(ann);
        IntStream.range(0, 51).forEach(i -> connections.broadcast("news", "many"));
        FakeClient again = back(ann);
        assertThat(replay()).isEqualTo(Replay.LOST);
        assertThat(Received.of(again.received()).data()).isEmpty();
    }

    @Test
    void aSnapshotStandsInForWhatCannotBeReplayed() {
        try (var door = new Stage(conn -> {
            Conn stream = Stage.open(conn);
            connections.register("ann", stream, Set.of("news"), () -> {
                connections.broadcast("news", "meanwhile");
                return SseEvent.of("snapshot");
            });
            return stream;
        })) {
            FakeClient newcomer = door.connect(connections, "ann");
            assertThat(Received.of(newcomer.received()).data()).containsExactly("snapshot", "meanwhile");
            gone(newcomer);
            connections.broadcast("news", "missed");
            FakeClient known = door.comeBack("ann", Received.of(newcomer.received()).lastEventId());
            eventually(() -> connections.contains("ann"));
            assertThat(Received.of(known.received()).data()).containsExactly("missed");
            gone(known);
            FakeClient unknown = door.comeBack("ann", "nonsense");
            eventually(() -> connections.contains("ann"));
            assertThat(Received.of(unknown.received()).data()).containsExactly("snapshot", "meanwhile");
            assertThat(Received.of(unknown.received()).ids()).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void withoutALogASnapshotIsSentAndNothingHasAnId() {
        var plain = new Connections();
        try (plain; var door = new Stage(conn -> {
            Conn stream = Stage.open(conn);
            plain.register("ann", stream, Set.of(), () -> SseEvent.of("snapshot"));
            return stream;
        })) {
            FakeClient ann = door.comeBack("ann", "17");
            eventually(() -> ann.received().contains("snapshot"));
            plain.broadcast(SseEvent.of("x").withId("mine"));
            assertThat(ann.received()).isEqualTo("hi\ndata: snapshot\n\nid: mine\ndata: x\n\n");
            assertThat(plain.find("ann").orElseThrow().replay()).isEqualTo(Replay.NOT_ASKED);
        }
    }

    @Test
    void theIdOfABroadcastIsTheLogs() {
        FakeClient ann = stage.connect(connections, "ann");
        connections.broadcast(SseEvent.of("x").named("n").withId("mine"));
        connections.broadcast("news", Bytes.of("data: y\n\n"));
        assertThat(ann.received())
                .matches("hi\nid: \\d+\n\nid: \\d+\nevent: n\ndata: x\n\nid: \\d+\ndata: y\n\n");
    }

    @Test
    void aBroadcastIsAnsweredWithHowManyAreHere() {
        stage.connect(connections, "ann");
        stage.connect(connections, "bob");
        connections.find("bob").orElseThrow().unsubscribe("news");
        assertThat(connections.broadcast("x")).isEqualTo(2);
        assertThat(connections.broadcast("news", "x")).isEqualTo(1);
        assertThat(connections.broadcast("nothing", "x")).isZero();
        assertThatThrownBy(() -> connections.broadcast("", "x")).hasMessageContaining("a topic has a name");
    }

    @Test
    void onceClosedNothingIsBroadcast() {
        connections.close();
        assertThatThrownBy(() -> connections.broadcast("x")).hasMessageContaining("closed");
    }

    @Test
    void aHeartbeatTellsThePlaceToThoseWhoDoNotKnow() {
        var time = new ManualTime();
        var options = ConnectionsOptions.DEFAULT.withTime(time).withCloseGrace(Duration.ZERO);
        try (var quiet = new Connections(options.withLog(new MemoryLog(3, 1000))); var door = staged(quiet)) {
            FakeClient ann = door.connect(quiet, "ann");
            IntStream.range(0, 5).forEach(i -> quiet.broadcast("sport", "not for ann"));
            time.turn(Duration.ofSeconds(15));
            eventually(() -> ann.received().split("id: ", -1).length == 3);
            time.turn(Duration.ofSeconds(15));
            eventually(() -> ann.received().endsWith("\n\n:\n\n"));
            ann.leave();
            eventually(() -> quiet.size() == 0);
            quiet.broadcast("missed");
            FakeClient again = door.comeBack("ann", Received.of(ann.received()).lastEventId());
            eventually(() -> quiet.contains("ann"));
            assertThat(Received.of(again.received()).data()).containsExactly("missed");
        }
    }

    @Test
    void aClientThatComesBackTimeAndAgainWhileThePublishersRunGetsAllOnceInOrder()
            throws InterruptedException {
        var busy = new Connections(
                ConnectionsOptions.DEFAULT.withLog(new MemoryLog()).withOutbox(10_000, 1 << 20));
        try (busy; var door = staged(busy)) {
            FakeClient now = door.connect(busy, "ann");
            var publishers = new ArrayList<Thread>();
            for (String topic : List.of("news", "weather", "sport")) {
                publishers.add(Thread.startVirtualThread(() -> {
                    for (int i = 0; i < 500; i++) {
                        busy.broadcast(topic, topic + " " + i);
                        if (i % 10 == 0) {
                            LockSupport.parkNanos(300_000);
                        }
                    }
                }));
            }
            var all = new ArrayList<String>();
            var ids = new ArrayList<Long>();
            String id = "";
            int returns = 0;
            FakeClient first = now;
            eventually(() -> !Received.of(first.received()).ids().isEmpty()); // who has seen nothing has no id
            for (boolean last = false; !last; returns++) {
                last = publishers.stream().noneMatch(Thread::isAlive);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(200_000));
                now.leave();
                eventually(() -> busy.size() == 0);
                Received got = Received.of(now.received());
                all.addAll(got.data());
                ids.addAll(got.ids());
                id = got.lastEventId().isEmpty() ? id : got.lastEventId(); // a visit may be too short for one
                now = door.comeBack("ann", id);
                eventually(() -> busy.contains("ann"));
                assertThat(busy.find("ann").orElseThrow().replay()).isEqualTo(Replay.COMPLETE);
            }
            all.addAll(Received.of(now.received()).data());
            ids.addAll(Received.of(now.received()).ids());
            assertThat(all).hasSize(1000).doesNotHaveDuplicates();
            assertThat(ids).isSorted().doesNotHaveDuplicates();
            assertThat(returns).isGreaterThan(3);
            for (String topic : List.of("news", "weather")) {
                assertThat(all.stream().filter(text -> text.startsWith(topic))).containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> topic + " " + i).toList());
            }
        }
    }

    private Replay replay() {
        return connections.find("ann").orElseThrow().replay();
    }

    private void gone(FakeClient client) {
        client.leave();
        eventually(() -> connections.size() == 0);
    }

    private FakeClient back(FakeClient before) {
        FakeClient client = stage.comeBack("ann", Received.of(before.received()).lastEventId());
        eventually(() -> connections.contains("ann"));
        return client;
    }
}
