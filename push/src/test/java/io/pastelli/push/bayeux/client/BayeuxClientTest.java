package io.pastelli.push.bayeux.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.conn.Plug;
import io.pastelli.push.bayeux.Bayeux;
import io.pastelli.push.bayeux.message.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BayeuxClientTest {
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> got = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        http.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow", "netty"})
    void whatIsPublishedArrivesInOrderAndOnce(String adapter) throws Exception {
        try (var bayeux = Bayeux.create(); var server = serve(adapter, bayeux.plug(), 0)) {
            var hearing = listen(server.port(), 200);
            eventually(() -> bayeux.channels().contains("/n"));
            client(server.port()).publish("/n", numbers(0, 100));
            for (int i = 100; i < 200; i++) {
                bayeux.publish("/n", i);
            }
            hearing.get(60, TimeUnit.SECONDS);
            assertThat(got).containsExactlyElementsOf(texts(0, 200));
            assertThat(bayeux.sessions()).as("both said good-bye").isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow", "netty"})
    void itComesBackAfterARestartThatHasForgottenItsSession(String adapter) throws Exception {
        var before = Bayeux.create();
        Server server = serve(adapter, before.plug(), 0);
        int port = server.port();
        var hearing = listen(port, 2);
        eventually(() -> before.channels().contains("/n"));
        before.publish("/n", 0);
        eventually(() -> got.size() == 1);
        before.drain();
        server.stop(Duration.ofSeconds(5));
        before.close();
        try (var after = Bayeux.create(); var again = serve(adapter, after.plug(), port)) {
            eventually(() -> after.channels().contains("/n"));
            after.publish("/n", 1);
            hearing.get(60, TimeUnit.SECONDS);
            assertThat(got).containsExactly("0", "1");
            assertThat(again.port()).isEqualTo(port);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow", "netty"})
    void eventsOfAnAnswerThatIsLostComeAgain(String adapter) throws Exception {
        try (var bayeux = Bayeux.create(); var server = serve(adapter, bayeux.plug(), 0)) {
            var cut = new AtomicInteger();
            try (var proxy = new CuttingProxy(server.port(), answer -> answer.contains("\"data\":")
                    && cut.incrementAndGet() % 2 == 1)) {
                var hearing = listen(proxy.port(), 6);
                eventually(() -> bayeux.channels().contains("/n"));
                for (int i = 0; i < 6; i++) {
                    bayeux.publish("/n", i);
                }
                hearing.get(60, TimeUnit.SECONDS);
                assertThat(got).containsExactlyElementsOf(texts(0, 6));
                assertThat(cut.get()).as("an answer was lost, and came again").isGreaterThan(1);
            }
        }
    }

    @Test
    void theKickedAndTheRefusedAreToldSo() throws Exception {
        try (var bayeux = Bayeux.create(); var server = serve("netty", bayeux.plug(), 0)) {
            var hearing = listen(server.port(), 1);
            eventually(() -> bayeux.sessions().stream().anyMatch(session -> session.connected()));
            bayeux.sessions().iterator().next().kick();
            assertThatThrownBy(() -> hearing.get(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> client(server.port()).publish("/meta/n", Json.of(1)))
                    .isInstanceOf(RefusedException.class).hasMessageContaining("/meta/n");
        }
    }

    @Test
    void whatIsNoBayeuxServerIsToldSo() {
        try (var server = serve("netty", conn -> conn.sendResp(200, "hello"), 0)) {
            assertThatThrownBy(() -> client(server.port()).publish("/n", Json.of(1)))
                    .isInstanceOf(RefusedException.class).hasMessageContaining("no Bayeux server");
        }
        try (var server = serve("netty", conn -> conn.sendResp(404, "nothing here"), 0)) {
            assertThatThrownBy(() -> client(server.port()).publish("/n", Json.of(1)))
                    .isInstanceOf(RefusedException.class).hasMessageContaining("404: nothing here");
        }
    }

    @Test
    void aServerInTroubleIsAskedAgain() throws Exception {
        var asked = new AtomicInteger();
        var away = Collections.synchronizedList(new ArrayList<IOException>());
        try (var bayeux = Bayeux.create()) {
            Plug plug = bayeux.plug();
            try (var server = serve("netty",
                    conn -> asked.incrementAndGet() < 3 ? conn.sendResp(503, "busy") : plug.call(conn), 0)) {
                new BayeuxClient(uri(server.port()), http, away::add).publish("/n", Json.of(1));
                assertThat(away).hasSize(2)
                        .allMatch(e -> String.valueOf(e.getMessage()).contains("503: busy"));
                assertThat(asked.get()).isEqualTo(5); // handshakes, the message, good-bye
            }
        }
    }

    private FutureTask<Void> listen(int port, int count) {
        var task = new FutureTask<Void>(() -> {
            client(port).subscribe(List.of("/n"), event -> {
                got.add(event.data().text());
                return got.size() < count;
            });
            return null;
        });
        Thread.ofVirtual().start(task);
        return task;
    }

    private BayeuxClient client(int port) {
        return new BayeuxClient(uri(port), http, problem -> {});
    }

    private static URI uri(int port) {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    private static Server serve(String adapter, Plug plug, int port) {
        return Pastelli.http(plug, ServerOptions.port(port).host("127.0.0.1").adapter(adapter));
    }

    private static Iterator<Json> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Json::of).iterator();
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within 60 s").isLessThan(until);
            Thread.sleep(1);
        }
    }
}
