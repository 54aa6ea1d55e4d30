package io.pastelli.push.bayeux.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.cometd.client.http.jetty.JettyHttpClientTransport;
import org.cometd.client.transport.ClientTransport;
import org.cometd.client.websocket.jakarta.WebSocketTransport;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.ee10.websocket.jakarta.client.JakartaWebSocketClientContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;

/** CometD's Java client, unchanged, over both its transports, on each adapter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaClientTest {
    private final HttpClient http = new HttpClient();
    private final JakartaWebSocketClientContainer sockets = new JakartaWebSocketClientContainer();
    private @Nullable NodeHost node; // when there is a Node
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @BeforeAll
    void start() throws Exception {
        http.start();
        sockets.start();
        sockets.getExecutor(); // makes its client, which two first connects at once would make twice
    }

    @AfterAll
    void stop() throws Exception {
        sockets.stop();
        http.stop();
        timer.shutdownNow();
        if (node != null) {
            node.close();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @OnEveryAdapter
    void itDoesWhatItDoesWithItsOwnServerInOneRoomWithFaye(String adapter, String transport)
            throws Exception {
        try (var node = NodeHost.start();
                var site = Site.on(adapter);
                var one = open(site, transport, false);
                var other = node.open("faye", site.url("/bayeux"), transport, false)) {
            Scenarios.everyday(site, one, other, transport);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @OnEveryAdapter
    void itsClockIsSynchronised(String adapter, String transport) throws Exception {
        try (var site = Site.on(adapter); var client = open(site, transport, false)) {
            client.connect();
            client.subscribe("/a"); // each meta message measures
            assertThat(client.answeredWith("timesync")).containsKeys("tc", "ts", "p", "a");
            assertThat(client.offset()).isBetween(-1000, 1000);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @OnEveryAdapter
    void nothingIsLostOrDoubledByACutUnderAHeldConnect(String adapter, String transport) throws Exception {
        try (var site = Site.on(adapter); var client = open(site, transport, false)) {
            Scenarios.cut(site, client);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @OnEveryAdapter
    void whenItAcknowledgesItLosesNothingWhenCutAtAnyMoment(String adapter, String transport)
            throws Exception {
        try (var site = Site.on(adapter); var client = open(site, transport, true)) {
            Scenarios.acknowledged(site, client);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @OnEveryAdapter
    void itFindsARestartedServer(String adapter, String transport) throws Exception {
        try (var site = Site.lively(adapter); var client = open(site, transport, true)) {
            Scenarios.restart(site, client);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @OnEveryAdapter
    void whenItWasAwayForTooLongItBeginsAgain(String adapter, String transport) throws Exception {
        try (var site = Site.lively(adapter); var client = open(site, transport, false)) {
            Scenarios.expiry(site, client);
        }
    }

    private JavaClient open(Site site, String transport, boolean ack) {
        ClientTransport chosen = transport.equals("websocket")
                ? new WebSocketTransport(new HashMap<>(), timer, sockets)
                : new JettyHttpClientTransport(new HashMap<>(), http);
        return new JavaClient(site.url("/bayeux"), chosen, ack);
    }
}
