package io.pastelli.examples.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.web.OnEveryAdapter;
import io.pastelli.examples.web.Served;
import java.util.List;

class RemoteTest {
    private static final int LAST = Slide.ALL.size();

    @OnEveryAdapter
    void aMoveIsSeenByEveryDevice(String adapter) throws Exception {
        try (var served = Served.on(adapter, Remote.plug(List.of()));
                var slides = served.events("/events?as=slides")) {
            assertThat(slides.next("welcome").get("id").asInt()).isEqualTo(1);
            assertThat(slides.next("state").get("slide").asInt()).isEqualTo(1);
            try (var controller = served.events("/events?as=controller")) {
                assertThat(controller.next("state").get("devices").size()).isEqualTo(2);
                assertThat(slides.next("state").get("devices").get(1).get("as").asString())
                        .isEqualTo("controller");
                assertThat(served.post("/next", "").body()).isEqualTo("{\"slide\":2}");
                assertThat(slides.next("state").get("slide").asInt()).isEqualTo(2);
                assertThat(controller.next("state").get("slide").asInt()).isEqualTo(2);
            }
            assertThat(slides.next("state").get("devices").size()).isEqualTo(1);
        }
    }

    @OnEveryAdapter
    void movesEndAtTheEnds(String adapter) throws Exception {
        try (var served = Served.on(adapter, Remote.plug(List.of()))) {
            assertThat(served.post("/previous", "").body()).isEqualTo("{\"slide\":1}");
            assertThat(served.post("/slides/" + LAST, "").body()).isEqualTo("{\"slide\":" + LAST + "}");
            assertThat(served.post("/next", "").body()).isEqualTo("{\"slide\":" + LAST + "}");
        }
    }

    @OnEveryAdapter
    void badInputIsRefusedWithASentence(String adapter) throws Exception {
        try (var served = Served.on(adapter, Remote.plug(List.of()))) {
            for (var number : List.of("0", "x", "-1", "1.5", "99", "999999999999")) {
                var answer = served.post("/slides/" + number, "");
                assertThat(answer.statusCode()).as(number).isEqualTo(400);
                assertThat(answer.body()).contains("from 1 to " + LAST);
            }
            assertThat(served.get("/events?as=toaster").statusCode()).isEqualTo(400);
            assertThat(served.get("/events").body()).contains("?as=slides or ?as=controller");
            assertThat(served.get("/next").statusCode()).isEqualTo(405);
        }
    }

    @OnEveryAdapter
    void thePageOfAnotherSiteMovesNothing(String adapter) throws Exception {
        try (var served = Served.on(adapter, Remote.plug(List.of()))) {
            assertThat(served.post("/next", "", "origin", "https://elsewhere.example").statusCode())
                    .isEqualTo(403);
            assertThat(served.post("/next", "", "origin", "null").statusCode()).isEqualTo(403);
            assertThat(served.post("/next", "", "origin", "http://127.0.0.1:" + served.port()).body())
                    .isEqualTo("{\"slide\":2}");
        }
    }

    @OnEveryAdapter
    void theDeckNamesTheAddressesForAPhone(String adapter) throws Exception {
        try (var served = Served.on(adapter, Remote.plug(List.of("192.0.2.7")))) {
            assertThat(served.get("/deck").body()).contains("\"hosts\":[\"192.0.2.7\"]",
                    Slide.ALL.getLast().title());
        }
    }
}
