package io.pastelli.push.bayeux;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.push.bayeux.extension.Activity;
import io.pastelli.push.bayeux.extension.History;
import io.pastelli.push.bayeux.extension.RateLimit;
import io.pastelli.push.bayeux.extension.TimeSync;
import io.pastelli.push.bayeux.extension.Tokens;
import io.pastelli.push.bayeux.monitor.PresenceMonitor;
import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** CometD's acknowledgement, and the extensions that come with the server. */
class ReadyExtensionsTest {
    private final TestTime time = new TestTime();
    private final Bayeux bayeux = Bayeux.create(options -> options.withTime(time));
    private final Call call = new Call(bayeux);

    @Test
    void whatIsNotAcknowledgedComesAgainBeforeWhatIsNewer() {
        String client = call.handshake("{'ack':true}");
        call.subscribe(client, "/a");
        bayeux.publish("/a", 1);
        assertThat(acknowledging(client, 0)).contains("\"ack\":1").contains("\"data\":1");
        bayeux.publish("/a", 2);
        assertThat(Call.data(Call.messages(acknowledging(client, 0)))).containsExactly(1, 2);
        assertThat(acknowledging(client, 2)).doesNotContain("data");
    }

    @Test
    void whatTheClientSaysCountsMoreThanWhatBecameOfTheResponse() {
        String client = call.handshake("{'ack':true}");
        call.subscribe(client, "/a");
        TestConn poll = call.open(connect(client, 0));
        poll.conn();
        poll.stall();
        bayeux.publish("/a", 1);
        poll.awaitBlocked();
        poll.leave(); // to us it looks as if it had taken nothing
        poll.exit();
        assertThat(acknowledging(client, 1)).doesNotContain("data");
    }

    @Test
    void aConnectThatAcknowledgesEverythingIsHeld() {
        String client = call.handshake("{'ack':true}");
        call.subscribe(client, "/a");
        bayeux.publish("/a", 1);
        acknowledging(client, 0);
        TestConn poll = call.open(connect(client, 1));
        poll.conn();
        bayeux.publish("/a", 2);
        assertThat(poll.text()).contains("\"ack\":2").contains("\"data\":2").doesNotContain("\"data\":1");
    }

    @Test
    void ackIsOfferedToThoseWhoAskOnly() {
        assertThat(call.handshake()).isNotEmpty();
        assertThat(call.open("[{'channel':'/meta/handshake','version':'1.0','ext':{'ack':true},"
                + "'supportedConnectionTypes':['long-polling']}]").text()).contains("\"ext\":{\"ack\":true}");
    }

    @Test
    void timeSyncTellsTheServersTime() {
        bayeux.extension(new TimeSync(Clock.fixed(Instant.ofEpochMilli(5000), ZoneOffset.UTC)));
        assertThat(call.one(
                "[{'channel':'/meta/handshake','version':'1.0','supportedConnectionTypes':['long-polling'],"
                        + "'ext':{'timesync':{'tc':4000,'l':10,'o':900}}}]")
                .get("ext"))
                .isEqualTo(Map.of("timesync", Map.of("tc", 4000, "ts", 5000, "p", 0, "a", -90)));
    }

    @Test
    void aUserWhoDoesNothingIsDisconnected() {
        bayeux.extension(new Activity(Duration.ofSeconds(60), time));
        String client = call.handshake();
        call.subscribe(client, "/a");
        for (int i = 0; i < 2; i++) {
            time.advance(Duration.ofSeconds(30));
            assertThat(call.poll(client).getFirst()).containsEntry("successful", true);
        }
        time.advance(Duration.ofSeconds(1));
        call.poll(client);
        assertThat(call.poll(client).getFirst()).containsEntry("successful", false);
    }

    @Test
    void aSessionThatSaysTooMuchIsRefusedUntilItsBucketFills() {
        bayeux.extension(new RateLimit(1, 2, time));
        String client = call.handshake();
        assertThat(call.publish(client, "/a", "1")).containsEntry("successful", true);
        assertThat(call.publish(client, "/a", "1")).containsEntry("successful", true);
        assertThat(call.publish(client, "/a", "1")).containsEntry("error", "429:messages:Too many");
        time.advance(Duration.ofSeconds(1));
        assertThat(call.publish(client, "/a", "1")).containsEntry("successful", true);
        assertThat(call.poll(client).getFirst()).containsEntry("successful", true);
    }

    @Test
    void onlyThoseWithATokenGetIn() {
        bayeux.extension(new Tokens(token -> token.equals("s3cret") ? Optional.of("Ada") : Optional.empty()));
        for (String ext : List.of("{}", "{'token':'x'}", "{'token':5}", "{'token':{}}")) {
            assertThat(call.one("[{'channel':'/meta/handshake','version':'1.0','ext':" + ext
                    + ",'supportedConnectionTypes':['long-polling']}]")).containsEntry("successful", false);
        }
        String client = call.handshake("{'token':'s3cret'}");
        assertThat(bayeux.session(client).orElseThrow().attributes()).containsEntry(Tokens.USER, "Ada");
    }

    @Test
    void historyIsReplayedToWhoAsksForIt() {
        var history = new History(3);
        bayeux.extension(history);
        for (int i = 1; i <= 5; i++) {
            bayeux.publish("/a", i);
        }
        assertThat(history.of("/a")).hasSize(3);
        assertThat(replayed("{'history':{'last':2}}")).containsExactly(4, 5);
        assertThat(replayed("{'history':{'since':4}}")).containsExactly(5);
        assertThat(replayed("{'history':{'since':1}}")).containsExactly(3, 4, 5);
        assertThat(replayed("{'history':{'since':99}}")).isEmpty();
        assertThat(replayed("{}")).isEmpty();
    }

    @Test
    void presenceTellsWhoIsThere() throws Exception {
        var told = new LinkedBlockingQueue<Set<String>>();
        var presence = new PresenceMonitor((channel, clients) -> told.add(clients));
        bayeux.monitor(presence);
        String a = call.handshake();
        String b = call.handshake();
        call.subscribe(a, "/a");
        call.subscribe(b, "/a");
        bayeux.kick(a);
        assertThat(told.poll(5, TimeUnit.SECONDS)).containsExactly(a);
        assertThat(told.poll(5, TimeUnit.SECONDS)).containsExactlyInAnyOrder(a, b);
        assertThat(told.poll(5, TimeUnit.SECONDS)).containsExactly(b);
        assertThat(presence.of("/a")).containsExactly(b);
    }

    private List<Object> replayed(String ext) {
        String client = call.handshake();
        call.one("[{'channel':'/meta/subscribe','subscription':'/a','clientId':'" + client + "','ext':" + ext
                + "}]");
        return Call.data(call.poll(client));
    }

    private String acknowledging(String client, int batch) {
        return call.postForText(connect(client, batch).replace("'ext'", "'advice':{'timeout':0},'ext'"));
    }

    private static String connect(String client, int batch) {
        return "[{'channel':'/meta/connect','connectionType':'long-polling','clientId':'" + client
                + "','ext':{'ack':" + batch + "}}]";
    }
}
