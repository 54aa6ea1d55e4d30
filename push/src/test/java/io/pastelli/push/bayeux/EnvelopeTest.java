package io.pastelli.push.bayeux;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.Bytes;
import io.pastelli.push.bayeux.channel.Channels;
import io.pastelli.push.bayeux.message.WireLimits;
import io.pastelli.testkit.TestConn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements E1 to E16: what a request and a message look like, and what is done with those that do not. */
class EnvelopeTest {
    private final Bayeux bayeux = Bayeux.create();
    private final Call call = new Call(bayeux);

    @Test
    void e1AnArrayIsTakenAndSoIsOneObject() {
        String handshake = "{'channel':'/meta/handshake','version':'1.0','supportedConnectionTypes':['long-polling']}";
        assertThat(call.one("[" + handshake + "]")).containsEntry("successful", true);
        assertThat(call.one(handshake)).containsEntry("successful", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{'data':1}]", "[{'channel':'/a','channel':'/b','data':1}]", "[{'channel':5}]"})
    void e1AMessageHasExactlyOneChannel(String body) {
        assertThat(call.open(body).status()).isEqualTo(400);
    }

    @Test
    void e2AnAnswerIsAlwaysAnArray() {
        assertThat(call.open("{'channel':'/meta/nothing'}").text()).startsWith("[{").endsWith("}]");
        assertThat(call.open("{'channel':'/meta/nothing'}").header("content-type"))
                .isEqualTo("application/json; charset=utf-8");
    }

    @Test
    void e3ARequestWithMessagesNeverGetsAnEmptyArray() {
        String client = call.handshake();
        assertThat(call.post("[{'channel':'/a','data':1,'clientId':'" + client + "'}]")).hasSize(1);
        assertThat(call.poll(client)).hasSize(1);
    }

    @Test
    void e4AnEmptyArrayIsAnsweredWithOne() {
        assertThat(call.open("[]").text()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/foo/*/bar", "/foo//bar", "foo", "/foo/", "/", "/foo/***", "/*/foo", "/foo bar",
            "/ü",
            "/a.b", "", "/foo/*bar"})
    void e5AChannelThatIsNoneIsRefused(String channel) {
        String client = call.handshake();
        assertThat(call.subscribe(client, channel)).containsEntry("successful", false)
                .containsEntry("error", "405:" + channel + ":Invalid channel")
                .containsEntry("subscription", channel);
        assertThat(call.publish(client, channel, "1")).containsEntry("error",
                "405:" + channel + ":Invalid channel");
    }

    @Test
    void e6CometDsLaxerGrammarIsAPolicy() {
        var lax = new Call(Bayeux.create(options -> options.withChannels(
                new Channels(Channels.Grammar.COMETD, 256, 16))));
        assertThat(lax.subscribe(lax.handshake(), "/a.b c")).containsEntry("successful", true);
    }

    @Test
    void e7AnEventComesOnceHoweverManySubscriptionsMatch() {
        String client = call.handshake();
        List.of("/a/b/c", "/a/b/*", "/a/b/**", "/a/**", "/**").forEach(each -> call.subscribe(client, each));
        assertThat(bayeux.publish("/a/b/c", 1)).isOne();
        assertThat(Call.data(call.poll(client))).containsExactly(1);
    }

    @Test
    void e7APatternMatchesWhatItSays() {
        String client = call.handshake();
        call.subscribe(client, "/foo/**");
        call.subscribe(client, "/bar/*");
        assertThat(bayeux.publish("/foo", 1)).isZero();
        assertThat(bayeux.publish("/bar/a/b", 1)).isZero();
        assertThat(bayeux.publish("/foo/a/b", 1)).isOne();
        assertThat(bayeux.publish("/bar/a", 1)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/meta/foo", "/meta/subscribe/x", "/meta", "/meta/handshake/", "/META/connect"})
    void e8OnlyTheMetaChannelsThereAreAreTaken(String channel) {
        String client = call.handshake();
        call.subscribe(client, "/**");
        Map<String, Object> reply = call.one("[{'channel':'" + channel + "','data':1,'clientId':'" + client
                + "','subscription':'/x'}]");
        if (channel.startsWith("/meta")) {
            assertThat(reply).containsEntry("error", "403:" + channel + ":Forbidden channel");
            assertThat(Call.data(call.poll(client))).isEmpty();
        }
        assertThat(bayeux.channels()).containsExactly("/**");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/meta/*", "/meta/**", "/meta/connect"})
    void e8NobodySubscribesToMeta(String channel) {
        assertThat(call.subscribe(call.handshake(), channel)).containsEntry("error",
                "403:" + channel + ":Forbidden channel");
    }

    @Test
    void e9AServiceMessageReachesItsServiceOnlyAndIsAnsweredToTheSender() {
        bayeux.service("/service/echo", asked -> asked.message().data());
        String spy = call.handshake();
        call.subscribe(spy, "/**");
        assertThat(call.subscribe(spy, "/service/*")).containsEntry("successful", true);
        String client = call.handshake();
        assertThat(call.one("[{'channel':'/service/echo','data':7,'id':'9','clientId':'" + client + "'}]"))
                .containsEntry("successful", true).containsEntry("id", "9").doesNotContainKey("data");
        assertThat(call.poll(client).get(1))
                .isEqualTo(Map.of("channel", "/service/echo", "data", 7, "id", "9", "successful", true));
        assertThat(Call.data(call.poll(spy))).isEmpty();
        assertThat(bayeux.channels()).containsExactly("/**");
    }

    @Test
    void e10TheIdIsEchoedAsItCame() {
        assertThat(call.open("[{'channel':'/meta/subscribe','id':'a1'}]").text()).contains("\"id\":\"a1\"");
        assertThat(call.open("[{'channel':'/meta/subscribe','id':17}]").text()).contains("\"id\":17");
        assertThat(call.open("[{'channel':'/meta/subscribe','id':{}}]").status()).isEqualTo(400);
    }

    @Test
    void e11AReplyHasNoDataAndAnEventNoSuccessful() {
        String client = call.handshake();
        call.subscribe(client, "/a");
        assertThat(call.publish(client, "/a", "1")).doesNotContainKeys("data", "clientId");
        assertThat(call.poll(client).get(1)).doesNotContainKey("successful");
    }

    @Test
    void e12And13AnEventCarriesNeitherClientIdNorIdNorExt() {
        String client = call.handshake();
        call.subscribe(client, "/a");
        call.one("[{'channel':'/a','data':1,'id':'5','ext':{'password':'x'},'clientId':'" + client + "'}]");
        assertThat(call.poll(client).get(1)).isEqualTo(Map.of("channel", "/a", "data", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[{", "5", "'x'", "null", "[[]]", "[1,null]", "[null]", "[{}] x",
            "{'channel'}", "[{}]",
            "[{'channel':null}]", "[{'channel':'/a','clientId':{}}]", "\u0000", "[{'channel':'/a','data':}]",
            "[{'channel':'/meta/handshake','supportedConnectionTypes':'x'}]",
            "[{'channel':'/meta/handshake','supportedConnectionTypes':[1]}]",
            "[{'channel':'/meta/subscribe','subscription':{}}]", "[{'channel':'/a','data':'\\ud8'}]"})
    void e14WhatIsNoBayeuxIsA400(String body) {
        assertThat(call.open(body).status()).isEqualTo(400);
    }

    @Test
    void e14DepthAndSizeAreLimited() {
        assertThat(call.open("[".repeat(100_000)).status()).isEqualTo(400);
        assertThat(call.open("[{'channel':'/a','data':" + "[".repeat(200) + "]".repeat(200) + "}]").status())
                .isEqualTo(400);
        assertThat(call.open("[" + "{'channel':'/a'},".repeat(300) + "{'channel':'/a'}]").status())
                .isEqualTo(400);
        var small = new Call(Bayeux.create(o -> o.withWire(WireLimits.DEFAULT.withBytes(100))));
        assertThat(small.open("x".repeat(100)).status()).isEqualTo(400);
        assertThat(small.open("x".repeat(101)).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"__proto__", "constructor", "hasOwnProperty", "", "a:b", "../x"})
    void e15AHostileClientIdIsAnUnknownClient(String id) {
        assertThat(call.poll(id).getFirst()).containsEntry("error", "401:" + id + ":Unknown client")
                .containsEntry("advice", Map.of("reconnect", "handshake")).doesNotContainKey("clientId");
        assertThat(call.publish(id, "/a", "1")).containsEntry("successful", false);
    }

    @Test
    void e15AVeryLongClientIdIsNotGivenBack() {
        assertThat(call.poll("x".repeat(5000)).getFirst().get("error")).asString().hasSizeLessThan(150);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "1.0", "1e3", "12345678901234567890",
            "0.1000000000000000055511151231257827",
            "'ü\u2028😀'", "'\\u0000'", "{'a':{'b':[null,{}]}}", "[]", "false", "''",
            "{'__proto__':{'x':1}}"})
    void e16DataComesBackAsItWasSent(String data) {
        String client = call.handshake();
        call.subscribe(client, "/a");
        call.publish(client, "/a", data);
        TestConn poll = call.connect(client);
        assertThat(poll.text()).contains("\"data\":" + data.replace('\'', '"') + "}");
    }

    @Test
    void aBodyThatIsNotUtf8IsA400() {
        var bytes = Bytes.of(new byte[]{'[', '"', (byte) 0xff, '"', ']'});
        assertThat(
                TestConn.post("/").header("content-type", "application/json").body(bytes).call(bayeux.plug())
                        .status())
                .isEqualTo(400);
    }
}
