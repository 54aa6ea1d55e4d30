package io.pastelli.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.browser.Chromium;
import io.pastelli.examples.browser.InChromium;
import io.pastelli.examples.browser.Tab;
import io.pastelli.examples.web.OnEveryServer;
import io.pastelli.examples.web.Served;
import io.pastelli.examples.web.Transport;

@InChromium
class ChatInChromiumTest {
    @OnEveryServer
    void twoTabsTalkAndTheListShrinksWhenOneIsClosed(String server, Transport transport, Chromium browser)
            throws Exception {
        try (var served = Served.on(server, Chat.plug(transport)); var ada = join(browser, served, "Ada")) {
            try (var grace = join(browser, served, "Grace")) {
                ada.awaitCount("#people li", 2);
                grace.awaitCount("#people li", 2);
                ada.click("#text").type("<i>hello</i> & welcome").press("Enter");
                grace.awaitText("#log li:last-child .bubble", "<i>hello</i> & welcome");
                grace.click("#text").type("thank you").click("#say button");
                ada.awaitText("#log li:last-child .bubble", "thank you").awaitCount("#log .mine", 1)
                        .awaitCount("#log i", 0);
            }
            ada.awaitCount("#people li", 1).awaitText("#log li:last-child", "Grace left");
            assertThat(ada.text("#people li")).startsWith("A\nAda");
        }
    }

    @OnEveryServer
    void aReloadedTabIsInTheRoomAgainUnderItsName(String server, Transport transport, Chromium browser)
            throws Exception {
        try (var served = Served.on(server, Chat.plug(transport));
                var ada = join(browser, served, "Ada");
                var grace = join(browser, served, "Grace")) {
            ada.click("#text").type("before the reload").press("Enter").awaitCount("#log .bubble", 1);
            grace.navigate(served.url("/")).awaitText("#link-state", "connected")
                    .awaitText("#log li:last-child .bubble", "before the reload").awaitCount("#people li", 2);
            ada.awaitCount("#people li", 2).awaitText("#people-count", "(2)");
        }
    }

    private static Tab join(Chromium browser, Served served, String name) throws Exception {
        return browser.open(served.url("/")).click("#name").type(name).press("Enter")
                .awaitText("#link-state", "connected").await("document.querySelector('#people .me')");
    }
}
