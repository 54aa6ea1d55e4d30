package io.pastelli.push.bayeux;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.push.bayeux.backend.Limits;
import io.pastelli.push.bayeux.message.Dialect;
import io.pastelli.testkit.TestConn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The meta messages: their fields, their errors, their advice. */
class MetaMessagesTest {
    private final Bayeux bayeux = Bayeux.create();
    private final Call call = new Call(bayeux);

    @Test
    void aHandshakeGivesAnUnguessableIdTypesAndAdvice() {
        Map<String, Object> reply = call.one("[{'channel':'/meta/handshake','version':'1.0','id':'1',"
                + "'minimumVersion':'0.9','supportedConnectionTypes':['x','long-polling']}]");
        assertThat(reply).containsEntry("successful", true).containsEntry("version", "1.0")
                .containsEntry("id", "1")
                .containsEntry("supportedConnectionTypes", BayeuxOptions.TRANSPORTS)
                .containsEntry("advice", Map.of("reconnect", "retry", "interval", 0, "timeout", 25000));
        assertThat(reply.get("clientId")).asString().matches("[a-z0-9]{32}");
        assertThat(call.handshake()).isNotEqualTo(call.handshake());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "'supportedConnectionTypes':['long-polling'] | 402:version:Missing required parameter",
            "'version':'1.0' | 402:supportedConnectionTypes:Missing required parameter",
            "'id':'7' | 402:supportedConnectionTypes,version:Missing required parameter",
            "'version':'2.0','supportedConnectionTypes':['long-polling'] | 300:2.0:Version mismatch",
            "'version':'1.0','supportedConnectionTypes':['x','y'] | 301:x,y:Connection types not supported",
            "'version':'1.0','supportedConnectionTypes':[] | 301::Connection types not supported"}, quoteCharacter = '`')
    void aHandshakeThatCannotSucceedSaysWhyAndNotToRepeatIt(String fields, String error) {
        assertThat(call.one("[{'channel':'/meta/handshake'," + fields + "}]"))
                .containsEntry("successful", false)
                .containsEntry("error", error).containsEntry("advice", Map.of("reconnect", "none"))
                .doesNotContainKey("clientId");
    }

    @Test
    void aRequestWithAHandshakeIsThatHandshake() {
        var answer = call.post("[{'channel':'/meta/subscribe','subscription':'/a','clientId':'x'},"
                + "{'channel':'/meta/handshake','version':'1.0','supportedConnectionTypes':['long-polling']},"
                + "{'channel':'/a','data':1}]");
        assertThat(answer).singleElement()
                .satisfies(reply -> assertThat(reply).containsEntry("channel", "/meta/handshake"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'channel':'/meta/connect'} | 402:clientId,connectionType:Missing required parameter",
            "{'channel':'/meta/connect','clientId':'ID'} | 402:connectionType:Missing required parameter",
            "{'channel':'/meta/connect','clientId':'ID','connectionType':'flash'} | 301:flash:Connection types not supported",
            "{'channel':'/meta/subscribe'} | 402:clientId,subscription:Missing required parameter",
            "{'channel':'/meta/subscribe','clientId':'ID'} | 402:subscription:Missing required parameter",
            "{'channel':'/meta/subscribe','clientId':'ID','subscription':[]} | 402:subscription:Missing required parameter",
            "{'channel':'/meta/subscribe','clientId':'gone','subscription':'/a'} | 401:gone:Unknown client",
            "{'channel':'/meta/unsubscribe','clientId':'ID'} | 402:subscription:Missing required parameter",
            "{'channel':'/meta/unsubscribe','clientId':'ID','subscription':'a'} | 405:a:Invalid channel",
            "{'channel':'/meta/disconnect'} | 402:clientId:Missing required parameter",
            "{'channel':'/meta/disconnect','clientId':'gone'} | 401:gone:Unknown client",
            "{'channel':'/a','clientId':'ID'} | 402:data:Missing required parameter",
            "{'channel':'/a'} | 402:clientId,data:Missing required parameter",
            "{'channel':'/a','data':1} | 402:clientId:Missing required parameter",
            "{'channel':'/a/*','data':1,'clientId':'ID'} | 405:/a/*:Invalid channel",
            "{'channel':'/a','data':1,'clientId':'gone'} | 401:gone:Unknown client"})
    void aMessageThatCannotBeHandledSaysWhy(String message, String error) {
        assertThat(call.one("[" + message.replace("ID", call.handshake()) + "]"))
                .containsEntry("successful", false)
                .containsEntry("error", error);
    }

    @Test
    void severalChannelsAreAllTakenOrNone() {
        String client = call.handshake();
        assertThat(call.one("[{'channel':'/meta/subscribe','clientId':'" + client
                + "','subscription':['/a','/b/']}]")).containsEntry("error", "405:/b/:Invalid channel")
                .containsEntry("subscription", List.of("/a", "/b/"));
        assertThat(bayeux.channels()).isEmpty();
        assertThat(call.one("[{'channel':'/meta/subscribe','clientId':'" + client
                + "','subscription':['/a','/b']}]")).containsEntry("successful", true);
        assertThat(bayeux.channels()).containsExactlyInAnyOrder("/a", "/b");
    }

    @Test
    void subscribingTwiceAndUnsubscribingWhatIsNotSubscribedSucceeds() {
        String client = call.handshake();
        call.subscribe(client, "/a");
        assertThat(call.subscribe(client, "/a")).containsEntry("successful", true)
                .containsEntry("subscription", "/a");
        assertThat(
                call.one("[{'channel':'/meta/unsubscribe','clientId':'" + client + "','subscription':'/x'}]"))
                .containsEntry("successful", true);
        assertThat(bayeux.channels()).containsExactly("/a");
    }

    @Test
    void oneThatUnsubscribesTakesNothingFromOthers() {
        String one = call.handshake();
        String two = call.handshake();
        call.subscribe(one, "/a");
        call.subscribe(two, "/a");
        call.one("[{'channel':'/meta/unsubscribe','clientId':'" + one + "','subscription':'/a'}]");
        bayeux.publish("/a", 1);
        assertThat(Call.data(call.poll(one))).isEmpty();
        assertThat(Call.data(call.poll(two))).containsExactly(1);
    }

    @Test
    void publishingWithoutASessionCanBeAllowed() {
        var open = new Call(Bayeux.create(options -> options.withAnonymousPublish(true)));
        assertThat(open.one("[{'channel':'/a','data':1}]")).containsEntry("successful", true);
        assertThat(open.one("[{'channel':'/service/a','data':1}]")).containsEntry("successful", false);
    }

    @Test
    void theWordsOfErrorsCanBeCometDs() {
        var cometd = new Call(Bayeux.create(options -> options.withDialect(Dialect.COMETD)));
        assertThat(cometd.poll("gone").getFirst()).containsEntry("error", "402::session_unknown");
    }

    @Test
    void subscriptionsAndSessionsAreLimited() {
        var few = new Call(Bayeux.create(options -> options
                .withLimits(Limits.DEFAULT.withSubscriptions(1).withSessions(1))));
        String client = few.handshake();
        few.subscribe(client, "/a");
        assertThat(few.subscribe(client, "/b")).containsEntry("error", "429:subscriptions:Too many");
        assertThat(few.one(
                "[{'channel':'/meta/handshake','version':'1.0','supportedConnectionTypes':['long-polling']}]"))
                .containsEntry("error", "429:clients:Too many");
    }

    @Test
    void theSessionsOfOneAddressAreLimited() {
        var one = Bayeux.create(options -> options.withClientsPerAddress(1));
        var few = new Call(one);
        String client = few.handshake();
        String again = "[{'channel':'/meta/handshake','version':'1.0','supportedConnectionTypes':['long-polling']}]";
        assertThat(few.one(again)).containsEntry("error", "429:clients:Too many");
        one.kick(client);
        assertThat(few.one(again)).containsEntry("successful", true);
    }

    @Test
    void theClientThatIsKickedIsToldNotToComeBack() {
        String client = call.handshake();
        TestConn poll = call.connect(client);
        poll.conn();
        assertThat(bayeux.kick(client)).isTrue();
        assertThat(bayeux.kick(client)).isFalse();
        assertThat(Call.messages(poll.text()).getFirst()).containsEntry("advice",
                Map.of("reconnect", "none"));
    }
}
