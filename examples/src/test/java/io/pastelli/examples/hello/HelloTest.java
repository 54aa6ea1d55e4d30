package io.pastelli.examples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.web.OnEveryAdapter;
import io.pastelli.examples.web.Served;
import java.util.List;

class HelloTest {
    @OnEveryAdapter
    void theRootSaysHello(String adapter) throws Exception {
        try (var served = Served.on(adapter, Hello.plug())) {
            var answer = served.get("/");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello");
        }
    }

    @OnEveryAdapter
    void aUserIsJson(String adapter) throws Exception {
        try (var served = Served.on(adapter, Hello.plug())) {
            var answer = served.get("/users/7%2F%22");
            assertThat(answer.headers().firstValue("content-type"))
                    .hasValue("application/json; charset=utf-8");
            assertThat(answer.body()).isEqualTo("{\"id\":\"7/\\\"\"}");
        }
    }

    @OnEveryAdapter
    void aConnectionBeginsWithItsHandshakeAndEndsWithBye(String adapter) throws Exception {
        try (var served = Served.on(adapter, Hello.plug()); var events = served.events("/connections/ada")) {
            for (var line : List.of("retry: 6000", "id: ada", "event: handshake", "data: connected ada",
                    "")) {
                assertThat(events.line()).isEqualTo(line);
            }
            served.stop();
            assertThat(events.lineWith("event")).isEqualTo("event: bye");
            assertThat(events.line()).isEqualTo("data: closed");
            assertThat(events.line()).isEmpty();
            assertThat(events.ended()).isTrue();
        }
    }

    @OnEveryAdapter
    void anIdThatWouldForgeAnEventIsRefused(String adapter) throws Exception {
        try (var served = Served.on(adapter, Hello.plug())) {
            var answer = served.get("/connections/a%0Aevent:%20forged");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("1 to 64 letters");
        }
    }

    @OnEveryAdapter
    void whatIsNotThereIs404(String adapter) throws Exception {
        try (var served = Served.on(adapter, Hello.plug())) {
            assertThat(served.get("/nowhere").statusCode()).isEqualTo(404);
            assertThat(served.post("/users/7", "").statusCode()).isEqualTo(405);
        }
    }
}
