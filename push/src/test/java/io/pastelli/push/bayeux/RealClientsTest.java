package io.pastelli.push.bayeux;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.router.Router;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The npm clients of Faye and CometD, unchanged, in one room. */
class RealClientsTest {
    @ParameterizedTest(name = "{0}: {1} over {2}")
    @CsvSource({"jetty, faye, long-polling", "jetty, faye, websocket", "jetty, cometd, long-polling",
            "jetty, cometd, websocket", "undertow, faye, long-polling", "undertow, faye, websocket",
            "undertow, cometd, long-polling", "undertow, cometd, websocket", "netty, faye, long-polling",
            "netty, faye, websocket", "netty, cometd, long-polling", "netty, cometd, websocket"})
    void bothClientsDoWhatTheyDoWithTheirOwnServers(String adapter, String kind, String transport)
            throws Exception {
        try (var bayeux = Bayeux.create()) {
            bayeux.service("/service/echo", call -> call.message().data());
            try (var server = serve(adapter, bayeux, 0)) {
                String url = "http://127.0.0.1:" + server.port() + "/bayeux";
                assertThat(Node.run("scenario.cjs", url, kind, transport)).contains("passed");
                assertThat(bayeux.sessions()).isEmpty();
                assertThat(bayeux.channels()).isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1} over {2}")
    @CsvSource({"netty, faye, long-polling", "netty, cometd, long-polling", "jetty, faye, websocket",
            "undertow, cometd, long-polling"})
    void clientsComeBackAfterARestartWithoutBeingTold(String adapter, String kind, String transport)
            throws Exception {
        Bayeux before = Bayeux.create();
        Server server = serve(adapter, before, 0);
        String url = "http://127.0.0.1:" + server.port() + "/bayeux";
        var script = new FutureTask<>(() -> Node.run("restart.cjs", url, kind, transport));
        Thread.ofVirtual().start(script);
        eventually(() -> before.channels().contains("/news") || script.isDone());
        before.publish("/news", "before");
        server.stop(Duration.ofSeconds(5));
        before.close();
        try (var after = Bayeux.create(); var again = serve(adapter, after, server.port())) {
            eventually(() -> after.channels().contains("/news") || script.isDone());
            after.publish("/news", "after");
            assertThat(script.get(60, TimeUnit.SECONDS)).contains("after", "passed");
            assertThat(again.port()).isEqualTo(server.port());
        }
    }

    private static Server serve(String adapter, Bayeux bayeux, int port) {
        return Pastelli.http(Router.of(r -> r.forward("/bayeux", bayeux.plug())),
                ServerOptions.port(port).host("127.0.0.1").adapter(adapter));
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 60 s").isLessThan(until);
            Thread.sleep(5);
        }
    }
}
