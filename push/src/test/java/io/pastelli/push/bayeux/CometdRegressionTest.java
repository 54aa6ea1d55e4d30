package io.pastelli.push.bayeux;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.push.bayeux.backend.Limits;
import io.pastelli.push.bayeux.backend.Limits.Overflow;
import io.pastelli.push.bayeux.session.Session;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestTime;
import io.pastelli.testkit.TestWebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What went wrong in CometD's servers once, by its issue. */
class CometdRegressionTest {
    private final TestTime time = new TestTime();
    private final Bayeux bayeux = Bayeux.create(options -> options.withTime(time)
            .withLimits(Limits.DEFAULT.withQueue(1000, 1 << 20, Overflow.DROP_OLDEST)));
    private final Call call = new Call(bayeux);

    /** cometd#511. */
    @Test
    void anAcknowledgingClientLosesNothingWhenTwoConnectsOverlap() {
        String client = call.handshake("{'ack':true}");
        call.subscribe(client, "/a");
        TestConn older = call.open(acknowledging(client, 0));
        older.conn();
        TestConn newer = call.open(acknowledging(client, 0));
        newer.conn();
        bayeux.publish("/a", 1);
        assertThat(Call.data(Call.messages(older.text()))).isEmpty();
        assertThat(Call.data(Call.messages(newer.text()))).containsExactly(1);
        newer.exit();
        bayeux.publish("/a", 2);
        assertThat(Call.data(Call.messages(call.open(acknowledging(client, 0)).text()))).containsExactly(1,
                2);
    }

    /** cometd#521. */
    @Test
    void whatIsSentBetweenHandshakeAndFirstConnectComesWithIt() {
        for (String ext : List.of("{}", "{'ack':true}")) {
            String client = call.handshake(ext);
            bayeux.deliver(client, "/welcome", "hi");
            assertThat(Call.data(call.poll(client))).containsExactly("hi");
        }
    }

    /** cometd#508: the client gives up on an answer that was under way, and asks again. */
    @Test
    void whatAClientDidNotWaitForComesAgainAndOnceItIsAcknowledgedNoMore() {
        String client = call.handshake("{'ack':true}");
        call.subscribe(client, "/a");
        bayeux.publish("/a", 1);
        for (int i = 0; i < 3; i++) {
            assertThat(Call.data(call.post(acknowledging(client, 0)))).containsExactly(1);
        }
        bayeux.publish("/a", 2);
        assertThat(Call.data(call.post(acknowledging(client, 3)))).containsExactly(2);
    }

    /** cometd#650, #699, #582: any message is a sign of life, and a session does not expire under a connect. */
    @Test
    void aClientThatSaysAnythingStays() {
        String client = call.handshake();
        for (int i = 0; i < 5; i++) {
            time.advance(Duration.ofSeconds(49));
            call.publish(client, "/a", "1");
        }
        TestConn poll = call.connect(client);
        poll.conn();
        time.advance(Duration.ofSeconds(25));
        assertThat(Call.messages(poll.text()).getFirst()).containsEntry("successful", true);
        time.advance(Duration.ofSeconds(49));
        assertThat(call.poll(client).getFirst()).containsEntry("successful", true);
    }

    /** cometd#794: a long queue is no huge answer. */
    @Test
    void aLongQueueComesInAnswersOfAtMostOneBatch() {
        String client = call.handshake();
        call.subscribe(client, "/a");
        IntStream.range(0, 600).forEach(i -> bayeux.publish("/a", i));
        var got = new ArrayList<Object>();
        for (int i = 0; i < 3; i++) {
            List<Object> some = Call.data(call.poll(client));
            assertThat(some).hasSizeBetween(1, 256);
            got.addAll(some);
        }
        assertThat(got).isEqualTo(IntStream.range(0, 600).boxed().toList());
    }

    /** cometd#1134: a socket that takes nothing keeps neither its session nor its queue for ever. */
    @Test
    void aSocketThatTakesNothingDoesNotKeepItsSession() throws Exception {
        String client = call.handshake();
        call.subscribe(client, "/a");
        TestWebSocket ws = TestConn.get("/").webSocket(bayeux.plug());
        ws.send("[{\"channel\":\"/meta/connect\",\"connectionType\":\"websocket\",\"clientId\":\"" + client
                + "\"}]");
        eventually(() -> bayeux.session(client).filter(Session::connected).isPresent());
        ws.stall();
        IntStream.range(0, 3000).forEach(i -> bayeux.publish("/a", i));
        ws.awaitBlocked();
        ws.leave();
        ws.exit();
        eventually(() -> !bayeux.session(client).orElseThrow().connected());
        time.advance(Duration.ofSeconds(50));
        eventually(() -> bayeux.sessions().isEmpty());
        assertThat(bayeux.channels()).isEmpty();
    }

    /** cometd#910: who shakes hands again has a new session, and the old one goes in its time. */
    @Test
    void aSecondHandshakeLeavesNothingBehind() {
        String before = call.handshake();
        call.subscribe(before, "/a");
        String after = call.handshake();
        assertThat(after).isNotEqualTo(before);
        time.advance(Duration.ofSeconds(49));
        call.poll(after);
        time.advance(Duration.ofSeconds(1));
        eventually(() -> bayeux.sessions().size() == 1);
        assertThat(bayeux.channels()).isEmpty();
        assertThat(bayeux.session(after)).isPresent();
    }

    /** CometD's reload: a page that comes back connects at once, on another connection, for the same session. */
    @Test
    void aReloadedPageGoesOnWithItsSession() {
        String client = call.handshake();
        call.subscribe(client, "/a");
        TestConn before = call.connect(client);
        before.conn();
        Map<String, Object> first = call.poll(client).getFirst();
        assertThat(first).containsEntry("successful", true).containsEntry("advice",
                Map.of("reconnect", "retry", "interval", 0, "timeout", 25000));
        assertThat(Call.messages(before.text())).hasSize(1);
        TestConn held = call.connect(client);
        held.conn();
        bayeux.publish("/a", 1);
        assertThat(Call.data(Call.messages(held.text()))).containsExactly(1);
    }

    /** A WebSocket takes over from a poll that is still held: the poll is answered, and the event comes once. */
    @Test
    void aSocketTakesOverFromAHeldPoll() {
        String client = call.handshake();
        call.subscribe(client, "/a");
        TestConn poll = call.connect(client);
        poll.conn();
        TestWebSocket ws = TestConn.get("/").webSocket(bayeux.plug());
        ws.send("[{\"channel\":\"/meta/connect\",\"connectionType\":\"websocket\",\"clientId\":\"" + client
                + "\"}]");
        assertThat(Call.messages(poll.text())).hasSize(1);
        bayeux.publish("/a", 1);
        assertThat(Call.data(Call.messages(ws.text()))).containsExactly(1);
    }

    /** cometd#892: a slow client costs itself, not others. */
    @Test
    void aSlowClientLosesItsOldestEventsAndOthersNone() {
        String slow = call.handshake();
        String quick = call.handshake();
        call.subscribe(slow, "/a");
        call.subscribe(quick, "/a");
        var got = new ArrayList<Object>();
        for (int i = 0; i < 1500; i++) {
            bayeux.publish("/a", i);
            if (i % 100 == 99) {
                got.addAll(Call.data(call.poll(quick)));
            }
        }
        assertThat(got).isEqualTo(IntStream.range(0, 1500).boxed().toList());
        assertThat(Call.data(call.poll(slow)).getFirst()).isEqualTo(500);
    }

    private static String acknowledging(String client, int batch) {
        return "[{'channel':'/meta/connect','connectionType':'long-polling','clientId':'" + client
                + "','ext':{'ack':" + batch + "}}]";
    }

    private static void eventually(BooleanSupplier condition) {
        long until = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 10 s").isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
