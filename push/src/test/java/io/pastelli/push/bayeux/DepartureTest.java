package io.pastelli.push.bayeux;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.push.bayeux.session.Session;
import io.pastelli.testkit.client.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that leave their held polls, on real connections: nothing is lost, nothing comes twice. */
class DepartureTest {
    private static final String JSON = "content-type: application/json";

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow", "netty"})
    void whatIsSentAfterAClientHasLeftItsPollIsInTheNext(String adapter) throws Exception {
        try (var bayeux = Bayeux.create(); Server server = serve(adapter, bayeux)) {
            String client = handshake(server.port());
            Session session = bayeux.session(client).orElseThrow();
            var got = new ArrayList<Integer>();
            for (int round = 0; round < 40; round++) {
                RawClient poll = connect(server.port(), client);
                eventually(session::connected);
                if (round % 2 == 0) {
                    poll.reset();
                } else {
                    poll.fin();
                }
                eventually(() -> !session.connected()); // told without a write
                session.deliver("/n", 2 * round);
                session.deliver("/n", 2 * round + 1);
                try (RawClient next = connect(server.port(), client)) {
                    got.addAll(numbers(next.read().text()));
                }
                eventually(() -> !session.delivering());
            }
            assertThat(got).hasSize(80).isSorted().doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow", "netty"})
    void aStopAnswersThePollsItHolds(String adapter) throws Exception {
        try (var bayeux = Bayeux.create()) {
            Server server = serve(adapter, bayeux);
            String client = handshake(server.port());
            try (RawClient poll = connect(server.port(), client)) {
                eventually(bayeux.session(client).orElseThrow()::connected);
                long began = System.nanoTime();
                assertThat(server.stop(Duration.ofSeconds(5))).isZero();
                assertThat(poll.read().text()).contains("\"reconnect\":\"handshake\"");
                assertThat(System.nanoTime() - began).isLessThan(4_000_000_000L);
            }
        }
    }

    private static Server serve(String adapter, Bayeux bayeux) {
        return Pastelli.http(bayeux.plug(), ServerOptions.port(0).host("127.0.0.1").adapter(adapter));
    }

    private static String handshake(int port) throws IOException {
        try (RawClient raw = RawClient.connect(port)) {
            String text = raw.post("/", "[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\","
                    + "\"supportedConnectionTypes\":[\"long-polling\"]}]", JSON).read().text();
            return String.valueOf(Call.messages(text).getFirst().get("clientId"));
        }
    }

    private static RawClient connect(int port, String client) throws IOException {
        return RawClient.connect(port).post("/",
                "[{\"channel\":\"/meta/connect\",\"connectionType\":\"long-polling\","
                        + "\"clientId\":\"" + client + "\"}]",
                JSON);
    }

    private static List<Integer> numbers(String json) {
        return Call.data(Call.messages(json)).stream().map(each -> (Integer) each).toList();
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 10 s").isLessThan(until);
            Thread.sleep(1);
        }
    }
}
