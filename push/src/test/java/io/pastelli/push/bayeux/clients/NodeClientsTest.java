package io.pastelli.push.bayeux.clients;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The npm clients {@code faye} and {@code cometd}, unchanged, over what they have in Node, on each adapter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeClientsTest {
    private @Nullable NodeHost node;

    @BeforeAll
    void startNode() throws IOException, InterruptedException {
        node = NodeHost.start();
    }

    @AfterAll
    void stopNode() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}: {1} over {2}")
    @MethodSource("rows")
    void bothKindsDoWhatTheyDoWithTheirOwnServers(String adapter, String kind, String transport)
            throws Exception {
        try (var site = Site.on(adapter);
                var one = open(site, kind, transport, false);
                var other = open(site, kind.equals("faye") ? "cometd" : "faye", transport, false)) {
            Scenarios.everyday(site, one, other, transport);
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}: {1} over {2}")
    @MethodSource("rows")
    void nothingIsLostOrDoubledByACutUnderAHeldConnect(String adapter, String kind, String transport)
            throws Exception {
        try (var site = Site.on(adapter); var client = open(site, kind, transport, false)) {
            Scenarios.cut(site, client);
        }
    }

    @ParameterizedTest(name = "{0}: cometd over {1}")
    @OnEveryAdapter
    void whoAcknowledgesLosesNothingWhenCutAtAnyMoment(String adapter, String transport) throws Exception {
        try (var site = Site.on(adapter); var client = open(site, "cometd", transport, true)) {
            Scenarios.acknowledged(site, client);
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}: {1} over {2}")
    @MethodSource("rows")
    void aRestartedServerIsFound(String adapter, String kind, String transport) throws Exception {
        try (var site = Site.lively(adapter); var client = open(site, kind, transport, true)) {
            Scenarios.restart(site, client);
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}: {1} over {2}")
    @MethodSource("rows")
    void whoWasAwayForTooLongBeginsAgain(String adapter, String kind, String transport) throws Exception {
        try (var site = Site.lively(adapter); var client = open(site, kind, transport, false)) {
            Scenarios.expiry(site, client);
        }
    }

    static Stream<Arguments> rows() {
        return Stream.of("jetty", "undertow", "netty").flatMap(adapter -> Stream.of("faye", "cometd")
                .flatMap(kind -> List.of("websocket", "long-polling").stream()
                        .map(transport -> Arguments.of(adapter, kind, transport))));
    }

    private RealClient open(Site site, String kind, String transport, boolean ack) throws Exception {
        return Objects.requireNonNull(node).open(kind, site.url("/bayeux"), transport, ack);
    }
}
