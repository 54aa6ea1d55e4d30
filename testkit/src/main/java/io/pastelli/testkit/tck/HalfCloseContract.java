package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.ServerOptions;
import io.pastelli.adapter.HalfClose;
import io.pastelli.conn.Conn;
import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import io.pastelli.testkit.client.Response;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send FIN with their request and go on reading. */
interface HalfCloseContract extends Contract {
    /** A half-closed client is served on. */
    UnaryOperator<ServerOptions> SERVED = options -> options.halfClose(HalfClose.IS_SERVED);

    @Only(on = Only.Kind.HTTP_1, why = "a client of HTTP/2 half-closes a stream, with END_STREAM, and not its connection")
    @ParameterizedTest
    @ValueSource(ints = {0, 150})
    default void servedAResponseIsComplete(int delay) throws Exception {
        var told = new Told();
        try (Site site = serve(conn -> {
            conn.owner().link(told);
            conn.owner().sleep(Duration.ofMillis(delay));
            return conn.sendResp(200, "answer");
        }, SERVED); RawClient client = site.connect()) {
            client.get("/").halfClose();
            assertThat(client.read().text()).isEqualTo("answer");
            assertThat(client.rest().text()).as("closed after it").isEmpty();
            told.assertTold(Exit.Normal.class);
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "a client of HTTP/2 half-closes a stream, with END_STREAM, and not its connection")
    @Test
    default void servedAPostIsComplete() throws Exception {
        try (Site site = serve(conn -> conn.sendResp(200, conn.readBody().bytes()), SERVED);
                RawClient client = site.connect()) {
            client.post("/", "the body").halfClose();
            assertThat(client.read().text()).isEqualTo("the body");
            assertThat(client.rest().text()).isEmpty();
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "a client of HTTP/2 half-closes a stream, with END_STREAM, and not its connection")
    @Test
    default void servedALongResponseIsComplete() throws Exception {
        Bytes big = Bytes.of("0123456789abcdef".repeat(256 * 1024));
        try (Site site = serve(conn -> conn.sendResp(200, big), SERVED)) {
            for (int round = 0; round < 40; round++) { // a stalled write after the FIN failed once in ten
                try (RawClient client = site.connect()) {
                    client.get("/").halfClose();
                    Response response = client.read();
                    assertThat(response.cleanEnd()).isTrue();
                    assertThat(response.body()).isEqualTo(big);
                }
            }
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "a client of HTTP/2 half-closes a stream, with END_STREAM, and not its connection")
    @Test
    default void servedAStreamBegunAfterTheFinIsComplete() throws Exception {
        var told = new Told();
        try (Site site = serve(conn -> {
            conn.owner().link(told);
            conn.owner().sleep(Duration.ofMillis(100)); // the FIN is there by now
            Conn stream = conn.assign(Conn.INIT_CHUNK, "0").sendChunked(200);
            for (int i = 1; i < 6; i++) {
                stream.owner().sleep(Duration.ofMillis(20));
                assertThat(stream.chunk(String.valueOf(i)).sent()).isTrue();
            }
            return stream.close();
        }, SERVED); RawClient client = site.connect()) {
            client.get("/").halfClose();
            Response response = client.read();
            assertThat(response.text()).isEqualTo("012345");
            assertThat(response.cleanEnd()).isTrue();
            assertThat(client.rest().text()).isEmpty();
            told.assertTold(Exit.Normal.class);
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "a client of HTTP/2 half-closes a stream, with END_STREAM, and not its connection")
    @Test
    default void servedAFinOnAnOpenStreamIsADeparture() throws Exception {
        var plug = new Departing(true);
        try (Site site = serve(plug, SERVED); RawClient client = site.connect()) {
            Phase.IDLE_STREAM.enter(client);
            var visit = Objects.requireNonNull(plug.visits.poll(10, TimeUnit.SECONDS));
            client.halfClose();
            visit.told().assertTold(Exit.ClientClosed.class);
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "a client of HTTP/2 half-closes a stream, with END_STREAM, and not its connection")
    @ParameterizedTest
    @EnumSource(value = Phase.class, names = {"HELD_POLL", "HELD_POST", "IDLE_STREAM"})
    default void servedAResetIsADepartureStill(Phase phase) throws Exception {
        var plug = new Departing(true);
        try (Site site = serve(plug, SERVED); RawClient client = site.connect()) {
            phase.enter(client);
            var visit = Objects.requireNonNull(plug.visits.poll(10, TimeUnit.SECONDS));
            client.reset();
            visit.told().assertTold(Exit.ClientReset.class);
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "a client of HTTP/2 half-closes a stream, with END_STREAM, and not its connection")
    @Test
    default void servedPipelinedRequestsAreAnsweredBeforeTheEnd() throws Exception {
        try (Site site = serve(conn -> conn.sendResp(200, conn.requestPath()), SERVED);
                RawClient client = site.connect()) {
            client.send(Requests.get("/a") + Requests.get("/b") + Requests.get("/c")).halfClose();
            assertThat(client.read().text()).isEqualTo("/a");
            assertThat(client.read().text()).isEqualTo("/b");
            assertThat(client.read().text()).isEqualTo("/c");
            assertThat(client.rest().text()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Phase.class, names = {"HELD_POLL", "IDLE_STREAM", "PIPELINED_LATER"})
    default void leavingMeansThatTheConnectionIsClosed(Phase phase) throws Exception {
        var plug = new Departing(true);
        try (Site site = serve(plug); RawClient client = site.connect()) {
            phase.enter(client);
            var visit = Objects.requireNonNull(plug.visits.poll(10, TimeUnit.SECONDS));
            client.halfClose();
            visit.told().assertTold(Exit.ClientClosed.class);
            assertThat(client.rest().text()).as("no terminator, no answer").isEmpty();
        }
    }
}
