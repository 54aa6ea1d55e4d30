package io.pastelli.push.sse;

import static io.pastelli.push.sse.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.conn.Conn;
import io.pastelli.conn.SseEvent;
import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private final Connections connections = new Connections();
    private final Stage stage = Stage.of(connections);

    @AfterEach
    void close() {
        connections.close();
        stage.close();
    }

    @Test
    void anEntryIsGoneTheMomentItsClientIs() {
        FakeClient ann = stage.connect(connections, "ann");
        stage.connect(connections, "bob");
        assertThat(connections.ids()).containsExactlyInAnyOrder("ann", "bob");
        ann.leave();
        eventually(() -> !connections.contains("ann"));
        assertThat(connections.ids()).containsExactly("bob");
        assertThat(connections.send("ann", "hello")).isEqualTo(SendResult.UNKNOWN);
    }

    @Test
    void anEntryGoesWithItsClientAlsoWhenNobodyLinked() {
        try (var quiet = new Stage(conn -> {
            Conn stream = Stage.open(conn);
            connections.register("ann", stream);
            return stream;
        })) {
            FakeClient ann = quiet.connect(connections, "ann");
            ann.leave();
            eventually(() -> connections.size() == 0);
        }
    }

    @Test
    void oneIsSentToAndTheOthersAreNot() {
        FakeClient ann = stage.connect(connections, "ann");
        FakeClient bob = stage.connect(connections, "bob");
        assertThat(connections.send("ann", SseEvent.of("1").named("n"))).isEqualTo(SendResult.DELIVERED);
        assertThat(connections.send("ann", Bytes.of("data: 2\n\n"))).isEqualTo(SendResult.DELIVERED);
        assertThat(ann.received()).isEqualTo("hi\nevent: n\ndata: 1\n\ndata: 2\n\n");
        assertThat(bob.received()).isEqualTo("hi\n");
    }

    @Test
    void aBroadcastReachesAllAndATopicItsMembers() {
        FakeClient ann = stage.connect(connections, "ann");
        FakeClient bob = stage.connect(connections, "bob");
        Connection handle = connections.find("ann").orElseThrow();
        assertThat(handle.subscribe("news")).isTrue();
        assertThat(connections.broadcast("to all")).isEqualTo(2);
        assertThat(connections.broadcast("news", "to some")).isEqualTo(1);
        assertThat(connections.broadcast("nothing", "to none")).isZero();
        assertThat(connections.members("news")).containsExactly("ann");
        assertThat(handle.topics()).containsExactly("news");
        handle.unsubscribe("news");
        assertThat(connections.broadcast("news", "too late")).isZero();
        assertThat(connections.topicNames()).isEmpty();
        assertThat(ann.received()).isEqualTo("hi\ndata: to all\n\ndata: to some\n\n");
        assertThat(bob.received()).isEqualTo("hi\ndata: to all\n\n");
    }

    @Test
    void topicsAreLeftWithTheClient() {
        FakeClient ann = stage.connect(connections, "ann");
        Connection handle = connections.find("ann").orElseThrow();
        handle.subscribe("news");
        ann.leave();
        eventually(() -> connections.size() == 0);
        assertThat(connections.topicNames()).isEmpty();
        assertThat(handle.active()).isFalse();
        assertThat(handle.subscribe("news")).isFalse();
        assertThat(connections.topicNames()).isEmpty();
        assertThat(handle.send("anybody?")).isEqualTo(SendResult.CLOSED);
    }

    @Test
    void aSecondStreamTakesTheIdAndTheOlderIsClosedInOrder() {
        FakeClient older = stage.connect(connections, "ann");
        Connection first = connections.find("ann").orElseThrow();
        FakeClient newer = stage.arrive("ann");
        eventually(older::complete);
        assertThat(older.received()).isEqualTo("hi\nbye\n");
        assertThat(older.wasCut()).isFalse();
        assertThat(first.active()).isFalse();
        assertThat(connections.broadcast("for ann")).isEqualTo(1);
        assertThat(newer.received()).isEqualTo("hi\ndata: for ann\n\n");
    }

    @Test
    void aSecondStreamIsRefusedWhereThePolicySaysSo() {
        var strict = new Connections(ConnectionsOptions.DEFAULT.withDuplicate(Duplicate.REFUSE));
        var refusal = new CompletableFuture<Throwable>();
        try (strict; var door = new Stage(conn -> {
            Conn stream = Stage.open(conn);
            try {
                strict.register("ann", stream, Set.of("news"));
            } catch (IllegalStateException e) {
                refusal.complete(e);
                return stream.close();
            }
            return stream;
        })) {
            FakeClient older = door.connect(strict, "ann");
            FakeClient newer = door.arrive("ann");
            assertThat(refusal.join()).hasMessageContaining("id ann is connected already");
            eventually(newer::complete);
            assertThat(older.complete()).isFalse();
            assertThat(strict.broadcast("news", "one")).isEqualTo(1);
            older.leave();
            eventually(() -> strict.size() == 0);
            door.connect(strict, "ann");
        }
    }

    @Test
    void theSameStreamAgainIsTheSameHandle() {
        var handles = new CompletableFuture<Boolean>();
        try (var twice = new Stage(conn -> {
            Conn stream = Stage.open(conn);
            Connection one = connections.register("ann", stream);
            Connection two = connections.register("ann", stream.assign("seen", 1), Set.of("news"));
            handles.complete(one.equals(two));
            return stream;
        })) {
            FakeClient ann = twice.connect(connections, "ann");
            assertThat(handles.join()).isTrue();
            assertThat(ann.complete()).isFalse();
            assertThat(connections.members("news")).containsExactly("ann");
        }
    }

    @Test
    void aStreamThatHasEndedIsNotRegistered() {
        var handle = new CompletableFuture<Connection>();
        try (var late = new Stage(conn -> {
            Conn stream = Stage.open(conn).close();
            handle.complete(connections.register("ann", stream, Set.of("news")));
            return stream;
        })) {
            late.arrive("ann");
            assertThat(handle.join().active()).isFalse();
            assertThat(handle.join().send("hello")).isEqualTo(SendResult.CLOSED);
            assertThat(connections.ids()).isEmpty();
            assertThat(connections.topicNames()).isEmpty();
        }
    }

    @Test
    void theStreamOfAHeadRequestIsOverAtOnce() {
        stage.request("HEAD", "ann");
        eventually(() -> connections.size() == 0);
        assertThat(connections.broadcast("hello")).isZero();
    }

    @Test
    void aConnThatIsNoStreamIsRefused() {
        var error = new CompletableFuture<Throwable>();
        try (var wrong = new Stage(conn -> {
            assertThatThrownBy(() -> connections.register("ann", conn)).satisfies(error::complete);
            return conn.sendResp(200, "");
        })) {
            wrong.arrive("ann");
            assertThat(error.join()).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("this conn is UNSET: call sendChunked(200)");
        }
    }

    @Test
    void aClosedHandleIsGoneAndItsStreamEndsInOrder() {
        FakeClient ann = stage.connect(connections, "ann");
        Connection handle = connections.find("ann").orElseThrow();
        handle.close();
        assertThat(connections.size()).isZero();
        eventually(ann::complete);
        assertThat(ann.received()).isEqualTo("hi\nbye\n");
        assertThat(handle.stream().exit())
                .hasValueSatisfying(exit -> assertThat(exit).isInstanceOf(Exit.Normal.class));
    }

    @Test
    void closingEndsAllStreamsInOrderAndTakesNoMore() {
        FakeClient ann = stage.connect(connections, "ann");
        FakeClient bob = stage.connect(connections, "bob");
        connections.close();
        assertThat(ann.received()).isEqualTo("hi\nbye\n");
        assertThat(bob.complete()).isTrue();
        assertThat(connections.size()).isZero();
        FakeClient late = stage.arrive("late");
        eventually(late::wasCut); // the plug failed after its head
        assertThat(connections.size()).isZero();
    }

    @Test
    void closingCutsAClientThatTakesNothingAfterTheGrace() {
        var time = new ManualTime();
        var patient = new Connections(ConnectionsOptions.DEFAULT.withTime(time).withHeartbeat(Duration.ZERO));
        try (var door = Stage.of(patient)) {
            FakeClient stuck = door.connect(patient, "stuck");
            stuck.stall();
            Thread closing = Thread.startVirtualThread(patient::close);
            eventually(() -> patient.size() == 0 && time.slept());
            time.turn(Duration.ofSeconds(5));
            eventually(stuck::wasCut);
            eventually(() -> !closing.isAlive());
        }
    }

    @Test
    void aStoppingServerTakesItsStreamsOut() {
        FakeClient ann = stage.connect(connections, "ann");
        stage.stop();
        eventually(() -> connections.size() == 0);
        assertThat(ann.received()).isEqualTo("hi\nbye\n");
    }
}
