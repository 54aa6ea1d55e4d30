package io.pastelli.examples.board;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.pastelli.examples.browser.Chromium;
import io.pastelli.examples.browser.InChromium;
import io.pastelli.examples.web.Served;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faye's browser client on every adapter and over every transport it has. */
@InChromium
class BoardInChromiumTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"jetty, websocket", "jetty, eventsource", "jetty, long-polling", "jetty, callback-polling",
            "undertow, websocket", "undertow, eventsource", "undertow, long-polling",
            "undertow, callback-polling",
            "netty, websocket", "netty, eventsource", "netty, long-polling", "netty, callback-polling"})
    void twoPagesTalkAndTheSecondSeesWhatWasSaidBefore(String adapter, String transport, Chromium browser)
            throws Exception {
        try (var served = Served.on(adapter, Board.plug())) {
            assumeThat(served.get("/bayeux/client.js").statusCode()).as("the build had npm").isEqualTo(200);
            String page = served.url("/?transport=" + transport);
            try (var one = browser.open(page)) {
                one.awaitText("#link-state", "connected").click("#text").type("<i>first</i>").press("Enter")
                        .awaitText("#words li:last-child", "<i>first</i>").awaitText("#transport", transport);
                try (var two = browser.open(page)) {
                    two.awaitText("#words li", "<i>first</i>").awaitText("#present", "2").click("#text")
                            .type("second").press("Enter");
                    one.awaitText("#words li:last-child", "second").awaitCount("#words li", 2);
                    two.awaitCount("#words li", 2);
                }
            }
        }
    }
}
