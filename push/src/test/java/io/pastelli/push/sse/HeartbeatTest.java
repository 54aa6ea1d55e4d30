package io.pastelli.push.sse;

import static io.pastelli.push.sse.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final ManualTime time = new ManualTime();
    private final ConnectionsOptions options = ConnectionsOptions.DEFAULT.withTime(time)
            .withCloseGrace(Duration.ZERO);

    @Test
    void aCommentGoesToEveryStreamAtEachInterval() {
        try (var connections = new Connections(options); var stage = Stage.of(connections)) {
            FakeClient ann = stage.connect(connections, "ann");
            FakeClient bob = stage.connect(connections, "bob");
            time.turn(Duration.ofSeconds(14));
            assertThat(ann.received()).isEqualTo("hi\n");
            time.turn(Duration.ofSeconds(1));
            eventually(() -> ann.received().equals("hi\n:\n\n") && bob.received().equals("hi\n:\n\n"));
            time.turn(Duration.ofSeconds(15));
            eventually(() -> ann.received().equals("hi\n:\n\n:\n\n"));
        }
    }

    @Test
    void aStreamWithSomethingOnItsWayGetsNone() {
        try (var connections = new Connections(options); var stage = Stage.of(connections)) {
            FakeClient ann = stage.connect(connections, "ann");
            FakeClient bob = stage.connect(connections, "bob");
            ann.stall();
            connections.broadcast("0");
            connections.broadcast("1");
            time.turn(Duration.ofSeconds(15));
            eventually(() -> bob.received().endsWith(":\n\n"));
            ann.resume();
            eventually(() -> ann.received().equals("hi\ndata: 0\n\ndata: 1\n\n"));
        }
    }

    @Test
    void itEndsWithTheLastStreamAndStartsAgainWithTheNext() {
        try (var connections = new Connections(options); var stage = Stage.of(connections)) {
            FakeClient ann = stage.connect(connections, "ann");
            eventually(time::slept);
            ann.leave();
            eventually(() -> connections.size() == 0);
            time.turn(Duration.ofSeconds(15));
            eventually(() -> !time.slept());
            FakeClient bob = stage.connect(connections, "bob");
            time.turn(Duration.ofSeconds(15));
            eventually(() -> bob.received().equals("hi\n:\n\n"));
        }
    }

    @Test
    void anIntervalOfZeroIsNone() {
        try (var connections = new Connections(options.withHeartbeat(Duration.ZERO));
                var stage = Stage.of(connections)) {
            stage.connect(connections, "ann");
            assertThat(time.slept()).isFalse();
        }
    }
}
