package io.pastelli.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.web.OnEveryAdapter;
import io.pastelli.examples.web.Served;
import io.pastelli.examples.web.Transport;
import java.util.List;

class ExampleTest {
    @OnEveryAdapter
    void everyExampleIsServedBelowItsNameAndLinkedFromThePage(String adapter) throws Exception {
        try (var served = Served.on(adapter, Example.all(List.of(), Transport.SSE))) {
            var page = served.get("/").body();
            for (var example : Example.values()) {
                assertThat(page).contains("href=\"" + example.title() + "/\"");
                assertThat(served.get("/" + example.title() + "/").statusCode()).isIn(200, 303);
            }
        }
    }

    @OnEveryAdapter
    void everyExampleIsServedAloneAtTheRoot(String adapter) throws Exception {
        for (var example : Example.values()) {
            try (var served = Served.on(adapter, example.plug(List.of(), Transport.SSE))) {
                assertThat(served.get("/").statusCode()).as(example.title()).isIn(200, 303);
            }
        }
    }
}
