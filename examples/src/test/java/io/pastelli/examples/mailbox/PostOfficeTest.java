package io.pastelli.examples.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.web.OnEveryAdapter;
import io.pastelli.examples.web.Served;
import io.pastelli.push.mailbox.Mailboxes;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

class PostOfficeTest {
    @OnEveryAdapter
    void whoAsksWaitsUntilSomebodySends(String adapter) throws Exception {
        try (var boxes = Mailboxes.memory(); var served = Served.on(adapter, PostOffice.plug(boxes))) {
            var asked = new FutureTask<>(() -> served.get("/box/foobar").body());
            Thread.startVirtualThread(asked);
            assertThat(served.post("/box/foobar", "my totally awesome message").statusCode()).isEqualTo(201);
            assertThat(asked.get(20, TimeUnit.SECONDS)).isEqualTo("my totally awesome message");
        }
    }

    @OnEveryAdapter
    void thePageFindsWhatItNeeds(String adapter) throws Exception {
        try (var served = Served.on(adapter, PostOffice.plug())) {
            assertThat(served.get("/").body()).contains("assets/mailbox.js");
            var script = served.get("/box/client.js");
            assertThat(script.statusCode()).isEqualTo(200);
            assertThat(script.headers().firstValue("content-type"))
                    .contains("text/javascript; charset=utf-8");
        }
    }
}
