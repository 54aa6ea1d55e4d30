package io.pastelli.examples.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.browser.Chromium;
import io.pastelli.examples.browser.InChromium;
import io.pastelli.examples.browser.Tab;
import io.pastelli.examples.web.OnEveryAdapter;
import io.pastelli.examples.web.Served;
import io.pastelli.push.mailbox.Mailboxes;
import io.pastelli.push.mailbox.store.MailboxEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The browser client in tabs of a real browser. */
@InChromium
class MailboxInChromiumTest {
    @OnEveryAdapter
    void tabsShareOnePollAndOneTakesOverFromTheOther(String adapter, Chromium browser) throws Exception {
        var left = new CountDownLatch(1);
        try (var boxes = Mailboxes.create(options -> options.withMonitor(event -> {
            if (event instanceof MailboxEvent.Left) {
                left.countDown();
            }
        })); var served = Served.on(adapter, PostOffice.plug(boxes))) {
            var box = boxes.get("shared-" + adapter);
            String page = served.url("/?name=" + box.name());
            Tab one = browser.open(page).awaitText("#link-state", "this tab asks");
            try (var two = browser.open(page).awaitText("#link-state", "another tab asks")) {
                for (int i = 0; i < 5; i++) {
                    box.send("message " + i);
                }
                for (Tab tab : new Tab[]{one, two}) {
                    tab.awaitText("#messages li:last-child", "message 4").awaitCount("#messages li", 5);
                }
                eventually(() -> box.waiters() == 1);
                one.close();
                two.awaitText("#link-state", "this tab asks");
                assertThat(left.await(20, TimeUnit.SECONDS)).isTrue(); // else it may get what is sent now
                box.send("after");
                two.awaitText("#messages li:last-child", "after").awaitCount("#messages li", 6);
                two.click("#text").type("<i>typed</i>").press("Enter")
                        .awaitText("#messages li:last-child", "<i>typed</i>");
            }
        }
    }

    @OnEveryAdapter
    void aTabGoesOnWhenItsServerWasAway(String adapter, Chromium browser) throws Exception {
        try (var boxes = Mailboxes.memory()) {
            var box = boxes.get("away-" + adapter);
            var before = Served.on(adapter, PostOffice.plug(boxes));
            int port = before.port();
            try (var tab = browser.open(before.url("/?name=" + box.name()))) {
                box.send("before");
                tab.awaitText("#messages li:last-child", "before");
                before.close();
                tab.awaitText("#link-state", "the server is away");
                box.send("meanwhile");
                try (var after = Served.on(adapter, PostOffice.plug(boxes), port)) {
                    tab.awaitText("#messages li:last-child", "meanwhile").awaitCount("#messages li", 2);
                    assertThat(after.port()).isEqualTo(port);
                }
            }
        }
    }

    @OnEveryAdapter
    void aLoopOverMessagesAcknowledgesWhatItHasComeBackFrom(String adapter, Chromium browser)
            throws Exception {
        var acknowledged = new CountDownLatch(1);
        try (var boxes = Mailboxes.create(options -> options.withMonitor(event -> {
            if (event instanceof MailboxEvent.Acknowledged) {
                acknowledged.countDown();
            }
        }));
                var served = Served.on(adapter, PostOffice.plug(boxes));
                var tab = browser.open(served.url("/?name=other"))) {
            var box = boxes.get("loop-" + adapter);
            box.send("one");
            box.send("two");
            assertThat(tab.eval("""
                    (async () => {
                      const { Mailbox } = await import('/box/client.js')
                      const got = []
                      for await (const message of new Mailbox('/box/%s')) {
                        got.push(message.text)
                        if (got.length === 2) return got.join()
                      }
                    })()""".formatted(box.name()))).isEqualTo("one,two");
            assertThat(acknowledged.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(box.purge()).isEqualTo(1); // the loop did not come back from the second
        }
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 20 s").isLessThan(until);
            Thread.sleep(5);
        }
    }
}
