package io.pastelli.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.web.Events;
import io.pastelli.examples.web.OnEveryAdapter;
import io.pastelli.examples.web.Served;
import java.util.List;

class ChatTest {
    @OnEveryAdapter
    void aMessageReachesEverybodyAndWhoLeavesIsGone(String adapter) throws Exception {
        try (var served = Served.on(adapter, Chat.plug()); var ada = served.events("/events?name=Ada")) {
            String key = key(ada);
            assertThat(ada.next("people").get("people").size()).isEqualTo(1);
            try (var grace = served.events("/events?name=Grace")) {
                assertThat(grace.next("people").get("people").get(1).get("name").asString())
                        .isEqualTo("Grace");
                assertThat(ada.next("people").get("people").size()).isEqualTo(2);
                assertThat(say(served, key, "hello\nGrace <b>")).isEqualTo(204);
                for (var each : List.of(ada, grace)) {
                    var message = each.next("message");
                    assertThat(message.get("text").asString()).isEqualTo("hello\nGrace <b>");
                    assertThat(message.get("name").asString()).isEqualTo("Ada");
                }
            }
            var left = ada.next("people").get("people");
            assertThat(left.size()).isEqualTo(1);
            assertThat(left.get(0).get("name").asString()).isEqualTo("Ada");
        }
    }

    @OnEveryAdapter
    void twoMayHaveOneName(String adapter) throws Exception {
        try (var served = Served.on(adapter, Chat.plug());
                var first = served.events("/events?name=Ada");
                var second = served.events("/events?name=Ada")) {
            assertThat(key(first)).isNotEqualTo(key(second));
        }
    }

    @OnEveryAdapter
    void whoComesLateReadsWhatWasSaidLast(String adapter) throws Exception {
        try (var served = Served.on(adapter, Chat.plug()); var ada = served.events("/events?name=Ada")) {
            String key = key(ada);
            for (int i = 1; i <= 60; i++) {
                assertThat(say(served, key, "message " + i)).isEqualTo(204);
            }
            try (var late = served.events("/events?name=Late")) {
                var messages = late.next("welcome").get("messages");
                assertThat(messages.size()).isEqualTo(50);
                assertThat(messages.get(49).get("text").asString()).isEqualTo("message 60");
            }
        }
    }

    @OnEveryAdapter
    void onlyWhoIsPresentMaySpeak(String adapter) throws Exception {
        try (var served = Served.on(adapter, Chat.plug()); var ada = served.events("/events?name=Ada")) {
            String key = key(ada);
            assertThat(say(served, "guessed", "hello")).isEqualTo(403);
            assertThat(served.post("/messages", "hello").body()).contains("join first");
            ada.leave();
            try (var other = served.events("/events?name=Other")) {
                while (other.next("people").get("people").size() > 1) {
                    // Ada is still there
                }
                assertThat(say(served, key, "hello")).isEqualTo(403);
            }
        }
    }

    @OnEveryAdapter
    void aMessageHasOneToThousandCharacters(String adapter) throws Exception {
        try (var served = Served.on(adapter, Chat.plug()); var ada = served.events("/events?name=Ada")) {
            String key = key(ada);
            assertThat(say(served, key, " \n ")).isEqualTo(400);
            assertThat(say(served, key, "é".repeat(1000))).isEqualTo(204);
            assertThat(say(served, key, "x".repeat(1001))).isEqualTo(413);
            assertThat(say(served, key, "x".repeat(100_000))).isEqualTo(413);
        }
    }

    @OnEveryAdapter
    void aNameHasOneToFortyCharacters(String adapter) throws Exception {
        try (var served = Served.on(adapter, Chat.plug())) {
            for (var query : List.of("", "?name=", "?name=%20", "?name=" + "x".repeat(41), "?name=a%0Ab")) {
                assertThat(served.get("/events" + query).statusCode()).as(query).isEqualTo(400);
            }
        }
    }

    private static String key(Events events) throws InterruptedException {
        return events.next("welcome").get("key").asString();
    }

    private static int say(Served served, String key, String text) throws Exception {
        return served.post("/messages", text, "x-chat-key", key).statusCode();
    }
}
