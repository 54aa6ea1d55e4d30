package io.pastelli.push.bayeux;

import io.pastelli.conn.Plug;
import io.pastelli.push.bayeux.session.Session;
import io.pastelli.testkit.TestConn;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** Requests to a Bayeux plug without a server. */
record Call(Bayeux bayeux, Plug plug) {
    Call(Bayeux bayeux) {
        this(bayeux, bayeux.plug());
    }

    /** Posts JSON, waits for the answer, and until the server knows that it was taken. */
    List<Map<String, Object>> post(String json) {
        return messages(postForText(json));
    }

    String postForText(String json) {
        TestConn answer = open(json);
        String text = answer.text();
        answer.exit();
        long until = System.nanoTime() + 5_000_000_000L;
        while (bayeux.sessions().stream().anyMatch(Session::delivering) && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        return text;
    }

    /** Posts JSON and does not wait. */
    TestConn open(String json) {
        return TestConn.post("/").header("content-type", "application/json").body(json.replace('\'', '"'))
                .start(plug);
    }

    /** Posts one message and gives its reply. */
    Map<String, Object> one(String json) {
        return post(json).getFirst();
    }

    /** Shakes hands and gives the client's id. */
    String handshake() {
        return handshake("{}");
    }

    String handshake(String ext) {
        return (String) Objects.requireNonNull(one("[{'channel':'/meta/handshake','version':'1.0',"
                + "'supportedConnectionTypes':['long-polling'],'ext':" + ext + "}]").get("clientId"));
    }

    /** Connects and is held. */
    TestConn connect(String client) {
        return open(
                "[{'channel':'/meta/connect','connectionType':'long-polling','id':'c','clientId':'" + client
                        + "'}]");
    }

    /** Connects without being held, and gives the answer. */
    List<Map<String, Object>> poll(String client) {
        return post("[{'channel':'/meta/connect','connectionType':'long-polling','advice':{'timeout':0},"
                + "'clientId':'" + client + "'}]");
    }

    Map<String, Object> subscribe(String client, String channel) {
        return one("[{'channel':'/meta/subscribe','subscription':'" + channel + "','clientId':'" + client
                + "'}]");
    }

    Map<String, Object> publish(String client, String channel, String data) {
        return one("[{'channel':'" + channel + "','data':" + data + ",'clientId':'" + client + "'}]");
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> messages(String json) {
        return JsonMapper.shared().readValue(json, List.class);
    }

    /** The data of the events among messages. */
    static List<Object> data(List<Map<String, Object>> messages) {
        return messages.stream().filter(each -> each.containsKey("data")).map(each -> each.get("data"))
                .toList();
    }
}
