package io.pastelli.push.bayeux;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.Pastelli;
import io.pastelli.ServerOptions;
import io.pastelli.router.Router;
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
            var app = Router.of(r -> r.forward("/bayeux", bayeux.plug()));
            try (var server = Pastelli.http(app,
                    ServerOptions.port(0).host("127.0.0.1").adapter(adapter))) {
                String url = "http://127.0.0.1:" + server.port() + "/bayeux";
                assertThat(Node.run("scenario.cjs", url, kind, transport)).contains("passed");
                assertThat(bayeux.sessions()).isEmpty();
                assertThat(bayeux.channels()).isEmpty();
            }
        }
    }
}
