package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.adapter.Timeouts;
import io.pastelli.conn.Conn;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graceful stop: streams end in order, requests are finished, and it is over in time. */
interface StopContract extends Contract {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void anOpenStreamEndsWithItsCloseChunk(boolean stays) throws Exception {
        var told = new Told();
        try (Site site = serve(conn -> {
            conn.owner().link(told);
            Conn stream = conn.assign(Conn.INIT_CHUNK, "first").assign(Conn.CLOSE_CHUNK, "bye")
                    .sendChunked(200);
            if (stays) {
                stream.owner().sleep(Duration.ofSeconds(30));
            }
            return stream;
        }); RawClient client = site.connect()) {
            client.get("/").until("first\r\n");
            assertThat(site.server().stop(Duration.ofSeconds(5))).as("exchanges cut").isZero();
            assertThat(client.rest().text()).isEqualTo("3\r\nbye\r\n0\r\n\r\n");
            told.assertTold(Exit.Shutdown.class);
        }
    }

    @Test
    default void aRunningRequestIsAnsweredWithinTheGrace() throws Exception {
        var begun = new CompletableFuture<Boolean>();
        var go = new CompletableFuture<Boolean>();
        try (Site site = serve(conn -> {
            if (conn.requestPath().equals("/probe")) {
                return conn.sendResp(200, "let in");
            }
            begun.complete(true);
            Eventually.get(go);
            return conn.sendResp(200, "finished");
        }); RawClient client = site.connect()) {
            client.get("/");
            Eventually.get(begun);
            var stop = CompletableFuture.supplyAsync(() -> site.server().stop(Duration.ofSeconds(5)));
            Eventually.until("nobody new is let in", () -> refuses(site));
            go.complete(true);
            Response response = client.read();
            assertThat(response.text()).isEqualTo("finished");
            if (!protocol().isHttp2()) { // which says GOAWAY
                assertThat(response.header("connection")).contains("close");
            }
            assertThat(client.rest().text()).isEmpty();
            assertThat(Eventually.get(stop)).as("exchanges cut").isZero();
        }
    }

    @Test
    default void aRequestThatTakesTooLongIsInterruptedAndTold() throws Exception {
        var begun = new CompletableFuture<Boolean>();
        var told = new Told();
        try (Site site = serve(conn -> {
            conn.owner().link(told);
            begun.complete(true);
            conn.owner().sleep(Duration.ofSeconds(30));
            return conn.sendResp(200, "never");
        }); RawClient client = site.connect()) {
            client.get("/");
            Eventually.get(begun);
            assertThat(site.server().stop(Duration.ofMillis(200))).as("exchanges cut").isOne();
            told.assertTold(Exit.Shutdown.class);
            assertThat(client.rest().text()).matches("(?s)|HTTP/1.1 503 .*");
        }
    }

    @Test
    default void aPlugThatDoesNotListenIsCut() throws Exception {
        var begun = new CompletableFuture<Boolean>();
        var go = new CompletableFuture<Boolean>();
        try (Site site = serve(conn -> {
            begun.complete(true);
            while (!go.isDone()) {
                Thread.interrupted(); // deaf, but it does not burn the processor
                LockSupport.parkNanos(10_000_000);
            }
            return conn.sendResp(200, "too late");
        }); RawClient client = site.connect()) {
            client.get("/");
            Eventually.get(begun);
            long from = System.nanoTime();
            assertThat(site.server().stop(Duration.ofMillis(200))).as("exchanges cut").isOne();
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
            assertThat(client.rest().text()).isEmpty();
        } finally {
            go.complete(true);
        }
    }

    @Test
    default void aBlockedWriterDoesNotHoldUpTheStop() throws Exception {
        var flood = new BackpressureContract.Flood();
        try (Site site = serve(flood::call, options -> options.sendBuffer(64 * 1024)
                .timeouts(Timeouts.DEFAULT.withWrite(Duration.ofSeconds(30))));
                RawClient client = site.connect(16 * 1024)) {
            client.get("/");
            flood.awaitBlocked();
            long from = System.nanoTime();
            site.server().stop(Duration.ofMillis(300));
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
            flood.told().assertTold(Exit.Shutdown.class);
        }
    }

    @Test
    default void afterTheStopNobodyIsConnectedAndNobodyLetIn() throws Exception {
        try (Site site = serve(conn -> conn.sendResp(200, "ok")); RawClient client = site.connect()) {
            client.get("/").read();
            assertThat(site.server().stop(Duration.ofSeconds(5))).isZero();
            assertThat(client.rest().text()).isEmpty();
            assertThatThrownBy(site::connect).isInstanceOf(IOException.class);
        }
    }

    @Test
    default void aSecondStopDoesNothing() throws Exception {
        try (Site site = serve(conn -> conn.sendResp(200, "ok"))) {
            assertThat(site.get("/").status()).isEqualTo(200);
            assertThat(site.server().stop(Duration.ofSeconds(1))).isZero();
            assertThat(site.server().stop(Duration.ofSeconds(1))).isZero();
        }
    }

    @Test
    default void thePortIsFreeAfterTheStop() throws Exception {
        int port;
        try (Site site = serve(conn -> conn.sendResp(200, "ok")); RawClient client = site.connect()) {
            client.get("/").read();
            port = site.server().port();
        }
        try (Site again = serve(conn -> conn.sendResp(200, "again"),
                options -> new io.pastelli.ServerOptions(options.adapter(),
                        options.settings().withPort(port)))) {
            assertThat(again.server().port()).isEqualTo(port);
            assertThat(again.get("/").text()).isEqualTo("again");
        }
    }

    @Test
    default void aPortInUseIsSaidSo() throws Exception {
        try (Site site = serve(conn -> conn.sendResp(200, "ok"))) {
            int port = site.server().port();
            assertThatThrownBy(() -> serve(conn -> conn, options -> new io.pastelli.ServerOptions(
                    options.adapter(), options.settings().withPort(port)))).isInstanceOf(
                            java.io.UncheckedIOException.class)
                    .hasMessageStartingWith("port " + port + " is in use");
        }
    }

    private static boolean refuses(Site site) {
        try (RawClient client = site.connect()) {
            return client.get("/probe", "connection: close").rest().text().isEmpty();
        } catch (IOException e) {
            return true;
        }
    }
}
