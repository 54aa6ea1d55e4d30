package io.pastelli.push.bayeux;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Faye's eventsource: a stream of arrays, while the client posts. */
class EventSourceTest {
    private final TestTime time = new TestTime();
    private final Bayeux bayeux = Bayeux.create(options -> options.withTime(time));
    private final Call call = new Call(bayeux);
    private final String client = call.handshake();

    @Test
    void eventsComeAsArraysOnTheStream() {
        call.subscribe(client, "/a");
        bayeux.publish("/a", 1);
        TestConn stream = open(client);
        assertThat(stream.header("content-type")).startsWith("text/event-stream");
        assertThat(stream.chunk(0)).startsWith("retry: ");
        assertThat(stream.chunk(1)).isEqualTo("data: [{\"channel\":\"/a\",\"data\":1}]\n\n");
        bayeux.publish("/a", 2);
        assertThat(stream.chunk(2)).contains("\"data\":2");
    }

    @Test
    void aConnectIsOnlyASignOfLife() {
        var reply = call.one(
                "[{'channel':'/meta/connect','connectionType':'eventsource','clientId':'" + client + "'}]");
        assertThat(reply.get("advice")).asString().contains("interval=25000").contains("timeout=25000");
    }

    @Test
    void aStreamThatBreaksLeavesItsEventsForTheNext() {
        call.subscribe(client, "/a");
        TestConn stream = open(client);
        stream.chunk(0);
        stream.stall();
        bayeux.publish("/a", 1);
        stream.awaitBlocked();
        bayeux.publish("/a", 2);
        stream.leave();
        stream.exit();
        assertThat(open(client).chunk(1)).contains("\"data\":1").contains("\"data\":2");
    }

    @Test
    void aPollBesideTheStreamTakesWhatComesAndLeavesTheStreamOpen() {
        call.subscribe(client, "/a");
        TestConn stream = open(client);
        stream.chunk(0);
        TestConn poll = call.connect(client); // as Faye's client, which polls until its stream is open
        poll.conn();
        bayeux.publish("/a", 1);
        assertThat(poll.text()).contains("\"data\":1");
        poll.exit();
        bayeux.publish("/a", 2);
        assertThat(stream.chunk(1)).contains("\"data\":2").doesNotContain("\"data\":1");
    }

    @Test
    void ofTwoStreamsTheOlderEndsAlsoWhenAPollIsBesideIt() {
        TestConn older = open(client);
        older.chunk(0);
        TestConn poll = call.connect(client);
        poll.conn();
        TestConn newer = open(client);
        assertThat(poll.text()).contains("\"successful\":true");
        assertThat(older.awaitEnd()).isEqualTo(TestConn.End.COMPLETE);
        call.subscribe(client, "/a");
        bayeux.publish("/a", 1);
        assertThat(newer.chunk(1)).contains("\"data\":1");
    }

    @Test
    void theStreamKeepsItsSessionAndShowsSignsOfLife() throws Exception {
        TestConn stream = open(client);
        stream.chunk(0);
        for (int i = 1; i <= 4; i++) {
            while (time.waiting() < 2) {
                Thread.sleep(2);
            }
            time.advance(Duration.ofSeconds(25));
            assertThat(stream.chunk(i)).isEqualTo(":\n\n");
        }
        assertThat(bayeux.sessions()).hasSize(1);
    }

    @Test
    void theStreamEndsWithTheSession() {
        TestConn stream = open(client);
        stream.chunk(0);
        bayeux.kick(client);
        assertThat(stream.awaitEnd()).isEqualTo(TestConn.End.COMPLETE);
        assertThat(open(client).status()).isEqualTo(404);
    }

    private TestConn open(String who) {
        return TestConn.get("/" + who).header("accept", "text/event-stream").call(bayeux.plug());
    }
}
