package io.pastelli.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.pastelli.examples.browser.Chromium;
import io.pastelli.examples.browser.InChromium;
import io.pastelli.push.redis.RealRedis;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of the cluster, while one node after the other is killed. */
@InChromium
class ClusterInChromiumTest {
    @Test
    void pagesGoOnTalkingWhenTheirNodesAreKilled(Chromium browser) throws Exception {
        try (var redis = RealRedis.start();
                var cluster = Cluster.start(redis.url(), List.of("jetty", "undertow"), 0, line -> {});
                var http = HttpClient.newHttpClient()) {
            var script = HttpRequest.newBuilder(URI.create(cluster.url() + "bayeux/client.js")).build();
            assumeThat(http.send(script, BodyHandlers.discarding()).statusCode()).as("the build had npm")
                    .isEqualTo(200);
            try (var one = browser.open(cluster.url()); var two = browser.open(cluster.url())) {
                for (var tab : List.of(one, two)) {
                    tab.awaitText("#link-state", "connected").awaitCount("#nodes li:not(.gone)", 2);
                }
                int words = 0;
                for (long pid : cluster.pids()) {
                    one.click("#text").type("before").press("Enter");
                    words++;
                    two.awaitCount("#words li", words);
                    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
                    two.click("#text").type("after").press("Enter");
                    words++;
                    one.awaitCount("#words li", words)
                            .await("[...document.querySelectorAll('#nodes li.gone')]"
                                    + ".some(each => each.innerText.endsWith(' " + pid + "'))");
                    two.awaitCount("#words li", words).awaitText("#link-state", "connected")
                            .awaitCount("#nodes li:not(.gone)", 2); // it has come back
                }
                assertThat(one.text("#words li:last-child .text")).endsWith(": after");
                assertThat(one.text("#words li:last-child .way")).contains("said through", "came by");
            }
        }
    }
}
