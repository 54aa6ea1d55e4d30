package io.pastelli.examples.bayeux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.pastelli.examples.browser.Chromium;
import io.pastelli.examples.browser.InChromium;
import io.pastelli.examples.cli.Program;
import io.pastelli.examples.web.OnEveryAdapter;
import io.pastelli.push.bayeux.client.BayeuxClient;
import io.pastelli.push.bayeux.message.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** The try-it page and the status page of the server, in a browser. */
@InChromium
class PagesInChromiumTest {
    @OnEveryAdapter
    void thePageSubscribesAndPublishesAndTheStatusPageSeesItLive(String adapter, Chromium browser)
            throws Exception {
        try (var program = Program.serving(adapter, "bayeux", "--admin-password", "a secret");
                var http = HttpClient.newHttpClient()) {
            var script = HttpRequest.newBuilder(URI.create(program.url("/bayeux/client.js"))).build();
            assumeThat(http.send(script, BodyHandlers.discarding()).statusCode()).as("the build had npm")
                    .isEqualTo(200);
            var inside = program.url("/status").replace("http://", "http://admin:a%20secret@");
            try (var status = browser.open(inside); var page = browser.open(program.url("/"))) {
                status.awaitText("#state", "connected");
                page.awaitText("#state", "connected").click("#subscribe button")
                        .awaitText("#subscribed", "/try/**").click("#publish button")
                        .awaitText("#events li:last-child", "/try/hello {\"text\":\"hello\"}");
                new BayeuxClient(URI.create(program.url("/bayeux")), http, problem -> {})
                        .publish("/try/markup", Json.of("<i>from a script</i>"));
                page.awaitText("#events li:last-child", "/try/markup \"<i>from a script</i>\"");
                status.awaitText("#clients", "1").awaitText("#busiest td", "/try/**")
                        .await("document.querySelector('#line-delivered').points.numberOfItems > 2")
                        .await("[...document.querySelector('#line-delivered').points].some(point => point.y < 38)");
                assertThat(page.eval("getComputedStyle(document.querySelector('.card')).borderRadius"))
                        .isNotEqualTo("0px");
            }
            program.term();
            program.endsByTerm();
        }
    }
}
