package io.pastelli.push.bayeux;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a poll is answered with, and when. */
class LongPollingTest {
    private final TestTime time = new TestTime();
    private final Bayeux bayeux = Bayeux.create(options -> options.withTime(time));
    private final Call call = new Call(bayeux);
    private final String client = call.handshake();

    @Test
    void aHeldPollIsAnsweredWithTheFirstEvent() {
        call.subscribe(client, "/a");
        TestConn poll = held(client);
        bayeux.publish("/a", Map.of("n", 1));
        List<Map<String, Object>> answer = Call.messages(poll.text());
        assertThat(answer.getFirst()).containsEntry("channel", "/meta/connect")
                .containsEntry("successful", true).containsEntry("id", "c");
        assertThat(answer.get(1)).isEqualTo(Map.of("channel", "/a", "data", Map.of("n", 1)));
    }

    @Test
    void whatWaitsIsInTheAnswerAtOnceAndInOrder() {
        call.subscribe(client, "/a");
        for (int i = 0; i < 5; i++) {
            bayeux.publish("/a", i);
        }
        assertThat(Call.data(Call.messages(call.connect(client).text()))).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aPollIsAnsweredWithNothingWhenItsTimeIsUp() {
        TestConn poll = held(client);
        time.advance(Duration.ofSeconds(25));
        assertThat(Call.messages(poll.text())).hasSize(1);
    }

    @Test
    void theClientMayAskForAShorterHold() {
        TestConn poll = call.open("[{'channel':'/meta/connect','connectionType':'long-polling','clientId':'"
                + client + "','advice':{'timeout':1500}}]");
        poll.conn();
        time.advance(Duration.ofMillis(1500));
        assertThat(poll.text()).contains("\"interval\":0");
    }

    @Test
    void eventsOfAPollWhoseClientLeftComeFirstInTheNextOne() {
        call.subscribe(client, "/a");
        TestConn poll = held(client);
        poll.leave();
        poll.exit();
        bayeux.publish("/a", 1);
        bayeux.publish("/a", 2);
        assertThat(Call.data(Call.messages(call.connect(client).text()))).containsExactly(1, 2);
    }

    @Test
    void eventsThatTheClientDidNotTakeComeAgainInOrder() {
        call.subscribe(client, "/a");
        TestConn poll = call.connect(client);
        poll.conn();
        poll.stall();
        bayeux.publish("/a", 1);
        poll.awaitBlocked();
        TestConn next = held(client);
        bayeux.publish("/a", 2);
        poll.leave();
        assertThat(Call.data(Call.messages(next.text()))).containsExactly(1, 2);
    }

    @Test
    void theOlderOfTwoConnectsIsAnsweredAtOnceWithoutEvents() {
        call.subscribe(client, "/a");
        TestConn older = held(client);
        TestConn newer = held(client);
        assertThat(Call.messages(older.text())).singleElement().satisfies(
                reply -> assertThat(reply).containsEntry("successful", true).containsEntry("id", "c"));
        bayeux.publish("/a", 1);
        assertThat(Call.data(Call.messages(newer.text()))).containsExactly(1);
    }

    @Test
    void connectsThatReplaceEachOtherAllTheTimeAreSlowedDown() {
        String last = "";
        TestConn before = held(client);
        for (int i = 0; i < 6; i++) {
            TestConn next = held(client);
            last = before.text();
            before = next;
        }
        assertThat(last).contains("\"interval\":2000");
        time.advance(Duration.ofSeconds(25));
        before.text();
    }

    @Test
    void aConnectAmongOthersIsNotHeld() {
        var answer = call.post("[{'channel':'/meta/subscribe','subscription':'/a','clientId':'" + client
                + "'},"
                + "{'channel':'/meta/connect','connectionType':'long-polling','clientId':'" + client + "'}]");
        assertThat(answer).hasSize(2)
                .allSatisfy(reply -> assertThat(reply).containsEntry("successful", true));
    }

    @Test
    void aDisconnectAnswersTheHeldPollWithTheAdviceToStop() {
        TestConn poll = held(client);
        assertThat(call.one("[{'channel':'/meta/disconnect','clientId':'" + client + "'}]"))
                .containsEntry("successful", true);
        assertThat(Call.messages(poll.text()).getFirst()).containsEntry("advice",
                Map.of("reconnect", "none"));
        assertThat(call.poll(client).getFirst()).containsEntry("successful", false);
    }

    @Test
    void aSilentSessionExpiresAndNotBefore() {
        call.subscribe(client, "/a");
        time.advance(Duration.ofSeconds(49));
        assertThat(call.poll(client).getFirst()).containsEntry("successful", true);
        time.advance(Duration.ofSeconds(49));
        assertThat(bayeux.channels()).containsExactly("/a");
        time.advance(Duration.ofSeconds(1));
        eventually(() -> assertThat(bayeux.sessions()).isEmpty());
        assertThat(bayeux.channels()).isEmpty();
        assertThat(call.poll(client).getFirst()).containsEntry("error", "401:" + client + ":Unknown client")
                .containsEntry("advice", Map.of("reconnect", "handshake"));
    }

    @Test
    void aStopAnswersHeldPollsWithTheAdviceToHandshake() throws Exception {
        TestConn poll = held(client);
        assertThat(poll.stop(Duration.ofSeconds(5)).get()).isZero();
        assertThat(Call.messages(poll.text()).getFirst())
                .containsEntry("advice", Map.of("reconnect", "handshake"));
    }

    @Test
    void aDrainAnswersHeldPollsAndHoldsNoMore() {
        TestConn poll = held(client);
        bayeux.drain();
        assertThat(Call.messages(poll.text()).getFirst())
                .containsEntry("advice", Map.of("reconnect", "handshake"))
                .containsEntry("successful", false); // CometD's clients take this advice from a failure only
        assertThat(call.connect(client).text()).contains("handshake");
    }

    private TestConn held(String who) {
        TestConn poll = call.connect(who);
        poll.conn();
        return poll;
    }

    private static void eventually(Runnable check) {
        long until = System.nanoTime() + 5_000_000_000L;
        for (;;) {
            try {
                check.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }
}
