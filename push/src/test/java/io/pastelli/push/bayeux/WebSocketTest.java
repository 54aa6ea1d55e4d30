package io.pastelli.push.bayeux;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.testkit.TestConn;
import io.pastelli.testkit.TestTime;
import io.pastelli.testkit.TestWebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Bayeux on a WebSocket, and on the way to one. */
class WebSocketTest {
    private final TestTime time = new TestTime();
    private final Bayeux bayeux = Bayeux.create(options -> options.withTime(time));
    private final Call call = new Call(bayeux);
    private final String client = call.handshake();

    @Test
    void aSessionOfAnotherTransportGoesOnHere() {
        TestWebSocket ws = open();
        ws.send(subscribe("/a"));
        assertThat(one(ws)).containsEntry("channel", "/meta/subscribe").containsEntry("successful", true);
        bayeux.publish("/a", 0);
        ws.send(connect());
        bayeux.publish("/a", 1);
        assertThat(data(ws, 2)).containsExactly(0, 1);
        assertThat(ws.hasMessage()).isFalse(); // the connect is still held
        time.advance(Duration.ofSeconds(25));
        assertThat(one(ws)).containsEntry("channel", "/meta/connect").containsEntry("successful", true);
    }

    @Test
    void aWholeLifeOnOneSocket() {
        TestWebSocket ws = open();
        ws.send("[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"websocket\"]}]");
        String id = String.valueOf(one(ws).get("clientId"));
        ws.send(connect().replace(client, id));
        ws.send("[{\"channel\":\"/meta/disconnect\",\"clientId\":\"" + id + "\"}]");
        List<Map<String, Object>> last = messages(ws, 2);
        assertThat(last).extracting(each -> each.get("channel")).containsExactlyInAnyOrder("/meta/connect",
                "/meta/disconnect");
        assertThat(last.toString()).contains("{reconnect=none}");
        ws.send(connect().replace(client, id));
        assertThat(one(ws)).containsEntry("successful", false)
                .containsEntry("advice", Map.of("reconnect", "handshake"));
    }

    @Test
    void whatASocketDidNotTakeComesByAPoll() throws Exception {
        TestWebSocket ws = open();
        call.subscribe(client, "/a");
        ws.send(connect());
        eventuallyConnected();
        ws.stall();
        bayeux.publish("/a", 1);
        ws.awaitBlocked();
        bayeux.publish("/a", 2);
        ws.leave();
        ws.exit();
        assertThat(Call.data(Call.messages(call.connect(client).text()))).containsExactly(1, 2);
    }

    @Test
    void anAcknowledgingClientGetsEventsWithItsConnectsOnly() {
        String acking = call.handshake("{'ack':true}");
        call.subscribe(acking, "/a");
        TestWebSocket ws = open();
        ws.send(connect(acking, 0));
        bayeux.publish("/a", 1);
        assertThat(ws.text()).contains("/meta/connect").contains("\"ack\":1").contains("\"data\":1");
        bayeux.publish("/a", 2);
        ws.send(connect(acking, 0));
        assertThat(ws.text()).contains("\"data\":1").contains("\"data\":2").contains("\"ack\":2");
    }

    @Test
    void signsOfLifeAreTakenAndNoBayeuxEndsTheSocketOnly() {
        TestWebSocket ws = open();
        ws.send("[]").send("").send(subscribe("/a"));
        assertThat(one(ws)).containsEntry("successful", true);
        ws.send("[{");
        assertThat(ws.closed().code()).isEqualTo(1008);
        assertThat(bayeux.session(client)).isPresent();
    }

    @Test
    void repliesToMessagesThatWereThereTogetherGoOutTogether() {
        var go = new CountDownLatch(1);
        bayeux.service("/service/wait", asked -> {
            go.await();
            return Optional.empty();
        });
        TestWebSocket ws = open();
        ws.send("[{\"channel\":\"/service/wait\",\"data\":1,\"clientId\":\"" + client + "\"}]");
        ws.send(subscribe("/a")).send(subscribe("/b"));
        go.countDown();
        assertThat(Call.messages(ws.text())).extracting(each -> each.get("channel"))
                .containsExactly("/service/wait", "/meta/subscribe", "/meta/subscribe");
    }

    @Test
    void aForeignPageIsRefused() {
        assertThat(TestConn.get("/").handshake().header("origin", "https://evil.example").call(bayeux.plug())
                .status())
                .isEqualTo(403);
    }

    @Test
    void aDrainAnswersTheConnectAndClosesTheSocket() throws Exception {
        TestWebSocket ws = open();
        ws.send(connect());
        eventuallyConnected();
        bayeux.drain();
        assertThat(one(ws)).containsEntry("advice", Map.of("reconnect", "handshake"));
        assertThat(ws.closed().code()).isEqualTo(1001);
    }

    private void eventuallyConnected() throws InterruptedException {
        for (int i = 0; i < 1000 && !bayeux.session(client).orElseThrow().connected(); i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private TestWebSocket open() {
        return TestConn.get("/").webSocket(bayeux.plug());
    }

    private String subscribe(String channel) {
        return "[{\"channel\":\"/meta/subscribe\",\"subscription\":\"" + channel + "\",\"clientId\":\""
                + client
                + "\"}]";
    }

    private String connect() {
        return "[{\"channel\":\"/meta/connect\",\"connectionType\":\"websocket\",\"clientId\":\"" + client
                + "\"}]";
    }

    private static String connect(String who, int ack) {
        return "[{\"channel\":\"/meta/connect\",\"connectionType\":\"websocket\",\"clientId\":\"" + who
                + "\",\"ext\":{\"ack\":" + ack + "}}]";
    }

    private static Map<String, Object> one(TestWebSocket ws) {
        return Call.messages(ws.text()).getFirst();
    }

    private static List<Map<String, Object>> messages(TestWebSocket ws, int count) {
        var all = new ArrayList<Map<String, Object>>();
        while (all.size() < count) {
            all.addAll(Call.messages(ws.text()));
        }
        return all;
    }

    private static List<Object> data(TestWebSocket ws, int count) {
        var all = new ArrayList<Object>();
        while (all.size() < count) {
            all.addAll(Call.data(Call.messages(ws.text())));
        }
        return all;
    }
}
