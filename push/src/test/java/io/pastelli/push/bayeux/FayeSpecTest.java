package io.pastelli.push.bayeux;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.push.bayeux.extension.Extension;
import io.pastelli.push.bayeux.extension.Incoming;
import io.pastelli.push.bayeux.message.BayeuxError;
import io.pastelli.push.bayeux.message.BayeuxError.Kind;
import io.pastelli.push.bayeux.message.Dialect;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Json;
import io.pastelli.push.bayeux.message.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Faye demands of its engine, grammar and server, where the other tests do not say it. */
class FayeSpecTest {
    private final Bayeux bayeux = Bayeux.create();
    private final Call call = new Call(bayeux);

    // --- the engine

    @Test
    void aFreshClientLivesWithoutHavingConnected() {
        String client = call.handshake();
        assertThat(bayeux.session(client)).isPresent();
        assertThat(call.subscribe(client, "/a")).containsEntry("successful", true);
    }

    @Test
    void aClientThatIsDestroyedGetsNothingMore() {
        String client = call.handshake();
        call.subscribe(client, "/a");
        call.one("[{'channel':'/meta/disconnect','clientId':'" + client + "'}]");
        assertThat(bayeux.publish("/a", 1)).isZero();
        assertThat(bayeux.session(client)).isEmpty();
    }

    @Test
    void aClientThatUnsubscribedGetsWhatCameBeforeAndNothingAfter() {
        String client = call.handshake();
        call.subscribe(client, "/a");
        bayeux.publish("/a", 1);
        unsubscribe(client, "'/a'");
        bayeux.publish("/a", 2);
        assertThat(Call.data(call.poll(client))).containsExactly(1);
    }

    @Test
    void aMessageIsDeliveredAsOftenAsItIsPublished() {
        String client = call.handshake();
        call.subscribe(client, "/a");
        for (int i = 0; i < 3; i++) {
            call.publish(client, "/a", "'same'");
        }
        assertThat(Call.data(call.poll(client))).containsExactly("same", "same", "same");
    }

    @Test
    void eachOfSeveralSubscribersGetsItsCopy() {
        List<String> clients = List.of(call.handshake(), call.handshake(), call.handshake());
        clients.forEach(each -> call.subscribe(each, "/a/**"));
        assertThat(bayeux.publish("/a/b", Map.of("x", 1))).isEqualTo(3);
        for (String each : clients) {
            assertThat(Call.data(call.poll(each))).containsExactly(Map.of("x", 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"/foo/*, /foo/bar, true", "/foo/*, /foo, false", "/foo/*, /foo/bar/baz, false",
            "/foo/**, /foo/bar, true", "/foo/**, /foo/bar/baz, true", "/foo/**, /foo, false",
            "/*, /foo, true",
            "/*, /foo/bar, false", "/**, /foo/bar/baz, true", "/foo, /foo, true", "/foo, /Foo, false",
            "/foo/**, /fool/bar, false"})
    void wildcardsMatchByWholeSegments(String pattern, String channel, boolean matches) {
        String client = call.handshake();
        call.subscribe(client, pattern);
        assertThat(bayeux.publish(channel, 1)).isEqualTo(matches ? 1 : 0);
    }

    @Test
    void textOfAllAlphabetsArrivesAsItWas() {
        String client = call.handshake();
        call.subscribe(client, "/a");
        call.publish(client, "/a", "'Apple = \uF8FF, 日本語, 🍎, עברית'");
        assertThat(Call.data(call.poll(client))).containsExactly("Apple = \uF8FF, 日本語, 🍎, עברית");
    }

    // --- the grammar

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anErrorIsACodeAListAndASentence(Kind kind) {
        for (String[] args : new String[][]{{}, {"x"}, {"x", "y"}}) {
            assertThat(BayeuxError.of(kind, args).text(Dialect.FAYE))
                    .matches("\\d{3}:" + String.join(",", args) + ":[A-Z][A-Za-z ]+");
        }
        assertThat(BayeuxError.of(kind, "x").text(Dialect.COMETD)).matches("\\d{3}:[a-z_]*:[a-z_]+");
    }

    @ParameterizedTest
    @CsvSource({"1.0, true", "1, true", "1.0beta, true", "1.5.2, true", "2.0, false", "0.9, false",
            "10, false",
            "x, false", "'', false", "'1,0', false"})
    void aVersionIsOursByItsFirstNumber(String version, boolean ours) {
        assertThat(call.one("[{'channel':'/meta/handshake','version':'" + version
                + "','supportedConnectionTypes':['long-polling']}]")).containsEntry("successful", ours);
    }

    // --- the server

    @ParameterizedTest
    @ValueSource(strings = {
            "'channel':'/meta/connect','connectionType':'long-polling','advice':{'timeout':0}",
            "'channel':'/meta/subscribe','subscription':'/a'",
            "'channel':'/meta/unsubscribe','subscription':'/a'",
            "'channel':'/meta/disconnect'", "'channel':'/a','data':1", "'channel':'/meta/nothing'"})
    void aReplyHasTheIdOfItsMessageAndItsChannel(String fields) {
        Map<String, Object> reply = call.one("[{" + fields + ",'id':'foo','clientId':'" + call.handshake()
                + "'}]");
        assertThat(reply).containsEntry("id", "foo").containsEntry("channel", fields.split("'", 5)[3])
                .containsKey("successful");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "'channel':'/meta/handshake','version':'1.0','supportedConnectionTypes':['long-polling']",
            "'channel':'/meta/connect','connectionType':'long-polling'",
            "'channel':'/meta/subscribe','subscription':'/b'",
            "'channel':'/meta/unsubscribe','subscription':'/a'",
            "'channel':'/meta/disconnect'", "'channel':'/a','data':1"})
    void anErrorOfAnExtensionStopsTheEffectOfEveryKindOfMessage(String fields) {
        String client = call.handshake();
        call.subscribe(client, "/a");
        bayeux.extension(new Extension() {
            @Override
            public Incoming incoming(Incoming in) {
                return in.reject("invalid");
            }
        });
        assertThat(call.one("[{" + fields + ",'clientId':'" + client + "'}]"))
                .containsEntry("successful", false).containsEntry("error", "403::invalid")
                .doesNotContainKey("clientId");
        assertThat(bayeux.sessions()).hasSize(1);
        assertThat(bayeux.session(client).orElseThrow().subscriptions()).containsExactly("/a");
        assertThat(bayeux.session(client).orElseThrow().connected()).isFalse();
    }

    @Test
    void severalSubscriptionsEndTogether() {
        String client = call.handshake();
        call.subscribe(client, "/a");
        call.subscribe(client, "/b/*");
        call.subscribe(client, "/c");
        assertThat(unsubscribe(client, "['/a','/b/*']")).containsEntry("successful", true)
                .containsEntry("subscription", List.of("/a", "/b/*"));
        assertThat(bayeux.session(client).orElseThrow().subscriptions()).containsExactly("/c");
    }

    @Test
    void oneBadChannelAmongSeveralEndsNoSubscription() {
        String client = call.handshake();
        call.subscribe(client, "/a");
        assertThat(unsubscribe(client, "['/a','b']")).containsEntry("error", "405:b:Invalid channel");
        assertThat(unsubscribe(client, "['/a','/meta/connect']"))
                .containsEntry("error", "403:/meta/connect:Forbidden channel");
        assertThat(bayeux.channels()).containsExactly("/a");
    }

    @Test
    void theMessagesOfARequestAreHandledInTheirOrder() {
        String client = call.handshake();
        List<Map<String, Object>> replies = call.post("[{'channel':'/a','data':0,'clientId':'" + client
                + "'},{'channel':'/meta/subscribe','subscription':'/a','clientId':'" + client
                + "'},{'channel':'/a','data':1,'clientId':'" + client
                + "'},{'channel':'/meta/unsubscribe','subscription':'/a','clientId':'" + client
                + "'},{'channel':'/a','data':2,'clientId':'" + client + "'}]");
        assertThat(replies).extracting(reply -> reply.get("channel")).containsExactly("/a", "/meta/subscribe",
                "/a", "/meta/unsubscribe", "/a");
        assertThat(Call.data(call.poll(client))).containsExactly(1);
    }

    @Test
    void incomingExtensionsSeeNoEventsAndOutgoingOnesNoMessages() {
        var seen = new ConcurrentLinkedQueue<String>();
        bayeux.extension(new Extension() {
            @Override
            public Incoming incoming(Incoming in) {
                seen.add("in " + in.message().channel());
                return in;
            }

            @Override
            public Optional<Event> published(Event event) {
                seen.add("out " + event.channel());
                return Optional.of(event.withData(new Json("\"out\"")));
            }
        });
        String client = call.handshake();
        call.subscribe(client, "/a");
        seen.clear();
        bayeux.publish("/a", 1);
        assertThat(seen).containsExactly("out /a");
        assertThat(Call.data(call.poll(client))).containsExactly("out");
        assertThat(seen).containsExactly("out /a", "in /meta/connect");
    }

    @Test
    void aRuleForAChannelIsNotPassedByALongerMetaChannel() {
        bayeux.extension(new Extension() {
            @Override
            public Incoming incoming(Incoming in) {
                return in.message() instanceof Message.Subscribe ? in.reject("locked") : in;
            }
        });
        String client = call.handshake();
        for (String channel : List.of("/meta/subscribe", "/meta/subscribe/x", "/meta/subscribe/")) {
            assertThat(call.one("[{'channel':'" + channel + "','subscription':'/a','clientId':'" + client
                    + "'}]")).containsEntry("successful", false);
        }
        assertThat(bayeux.channels()).isEmpty();
    }

    private Map<String, Object> unsubscribe(String client, String channels) {
        return call
                .one("[{'channel':'/meta/unsubscribe','subscription':" + channels + ",'clientId':'" + client
                        + "'}]");
    }
}
