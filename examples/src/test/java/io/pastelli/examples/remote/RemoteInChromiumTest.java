package io.pastelli.examples.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.browser.Chromium;
import io.pastelli.examples.browser.InChromium;
import io.pastelli.examples.web.OnEveryServer;
import io.pastelli.examples.web.Served;
import io.pastelli.examples.web.Transport;
import java.util.List;

@InChromium
class RemoteInChromiumTest {
    private static final String CONNECTED = "connected";

    @OnEveryServer
    void theSlideMovesInOneTabWhenNextIsPressedInTheOther(String server, Transport transport,
            Chromium browser) throws Exception {
        try (var served = Served.on(server, Remote.plug(List.of(), transport));
                var slides = browser.open(served.url("/"));
                var controller = browser.open(served.url("/controller"))) {
            slides.awaitText("#link-state", CONNECTED).awaitText("#count", "1 / 6").awaitCount("#devices li",
                    2);
            controller.awaitText("#link-state", CONNECTED).click("#next");
            slides.awaitText("#count", "2 / 6").awaitText("#title", Slide.ALL.get(1).title());
            controller.awaitText("#count", "Slide 2 of 6").click("#jump li:nth-child(5) button");
            slides.awaitText("#count", "5 / 6").press("ArrowRight").awaitText("#count", "6 / 6");
            controller.awaitText("#after", "This is the last one")
                    .await("document.getElementById('next').disabled");
        }
    }

    @OnEveryServer
    void aClosedTabLeavesTheListOfDevices(String server, Transport transport, Chromium browser)
            throws Exception {
        try (var served = Served.on(server, Remote.plug(List.of(), transport));
                var slides = browser.open(served.url("/"))) {
            slides.awaitCount("#devices li", 1).await("document.querySelector('#devices .me')");
            try (var controller = browser.open(served.url("/controller"))) {
                controller.awaitCount("#devices li", 2);
                slides.awaitCount("#devices li", 2);
                assertThat(slides.text("#devices li:last-child")).startsWith("controller");
            }
            slides.awaitCount("#devices li", 1);
            assertThat(slides.text("#devices li")).startsWith("slides");
        }
    }

    @OnEveryServer
    void aPageComesBackWhenTheServerDoes(String server, Transport transport, Chromium browser)
            throws Exception {
        int port;
        try (var before = Served.on(server, Remote.plug(List.of(), transport));
                var slides = browser.open(before.url("/"))) {
            port = before.port();
            slides.awaitText("#link-state", CONNECTED).click("#next").awaitText("#count", "2 / 6");
            before.stop();
            slides.await("document.getElementById('link-state').dataset.state === 'disconnected'");
            slides.click("#next")
                    .await("document.getElementById('problem').textContent.includes('cannot be reached')");
            try (var after = Served.on(server, Remote.plug(List.of(), transport), port)) {
                assertThat(after.port()).isEqualTo(port);
                slides.awaitText("#link-state", CONNECTED).awaitText("#count", "1 / 6")
                        .awaitCount("#devices li", 1);
            }
        }
    }
}
