package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.ServerOptions;
import io.pastelli.adapter.Timeouts;
import io.pastelli.conn.Conn;
import io.pastelli.testkit.client.RawClient;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a server waits for a head, and for the next request. */
interface TimeoutContract extends Contract {
    @Test
    default void anIdleConnectionIsClosed() throws IOException {
        try (Site site = serve(ConnectionContract.ECHO_PATH, idle(Duration.ofMillis(300)));
                RawClient client = site.connect()) {
            client.get("/a").read();
            assertThat(client.patience(Duration.ofSeconds(5)).rest().text()).isEmpty();
        }
    }

    @Test
    default void anOpenStreamIsNotIdle() throws Exception {
        var told = new Told();
        try (Site site = serve(conn -> {
            conn.owner().link(told);
            Conn stream = conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200);
            conn.owner().sleep(Duration.ofSeconds(1));
            stream.chunk("second");
            return stream.close();
        }, idle(Duration.ofMillis(200)))) {
            assertThat(site.get("/").text()).isEqualTo("firstsecond");
            told.assertTold(io.pastelli.owner.Exit.Normal.class);
        }
    }

    @Test
    default void aHeldRequestIsNotIdle() throws Exception {
        try (Site site = serve(conn -> {
            conn.owner().sleep(Duration.ofSeconds(1));
            return conn.sendResp(200, "late");
        }, idle(Duration.ofMillis(200)))) {
            assertThat(site.get("/").text()).isEqualTo("late");
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "frames have other heads: see Http2")
    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET / HTTP/1.1\r\nhost: a\r\nx-half"})
    default void aHeadThatDoesNotComeIsGivenUp(String begun) throws IOException {
        try (Site site = serve(ConnectionContract.ECHO_PATH, head(Duration.ofMillis(300)));
                RawClient client = site.connect()) {
            client.send(begun);
            String rest = client.patience(Duration.ofSeconds(5)).rest().text();
            assertThat(rest).matches("(?s)|HTTP/1.1 408 .*");
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "frames have other heads: see Http2")
    @Test
    default void aHeadThatTricklesIsGivenUp() throws Exception {
        try (Site site = serve(ConnectionContract.ECHO_PATH, head(Duration.ofMillis(400)));
                RawClient client = site.connect()) {
            var trickle = Thread.startVirtualThread(() -> {
                try {
                    client.send("GET / HTTP/1.1\r\nhost: a\r\n");
                    for (int i = 0; i < 300; i++) {
                        client.send("x");
                        Thread.sleep(20); // slow on purpose
                    }
                } catch (IOException | InterruptedException e) {
                    // closed: as it should be
                }
            });
            assertThat(client.patience(Duration.ofSeconds(5)).rest().text())
                    .matches("(?s)|HTTP/1.1 408 .*");
            trickle.interrupt();
            trickle.join(Duration.ofSeconds(5));
        }
    }

    private static java.util.function.UnaryOperator<ServerOptions> idle(Duration most) {
        return options -> options.timeouts(Timeouts.DEFAULT.withIdle(most));
    }

    private static java.util.function.UnaryOperator<ServerOptions> head(Duration most) {
        return options -> options.timeouts(Timeouts.DEFAULT.withHead(most));
    }
}
