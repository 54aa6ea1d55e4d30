package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.ChunkResult;
import io.pastelli.conn.Conn;
import io.pastelli.conn.DepartedException;
import io.pastelli.conn.State;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The heart of it: a client leaves, and its owner is told why, with no write by anybody. */
interface GoneContract extends Contract {
    /** A generous bound for a busy machine; what is really taken is in the table. */
    Duration DEADLINE = Duration.ofSeconds(1);

    @ParameterizedTest
    @MethodSource("io.pastelli.testkit.tck.GoneContract#everyWayInEveryPhase")
    default void aStayingOwnerIsTold(Leaving how, Phase phase) throws Exception {
        rounds(how, phase, new Departing(true));
    }

    @ParameterizedTest
    @MethodSource("io.pastelli.testkit.tck.GoneContract#everyWayInEveryStream")
    default void aReturnedOwnerIsTold(Leaving how, Phase phase) throws Exception {
        rounds(how, phase, new Departing(false));
    }

    @Only(on = Only.Kind.HTTP_1, why = "streams of HTTP/2 run side by side")
    @ParameterizedTest
    @EnumSource
    default void aPipelinedRequestOfAClientThatLeftIsNotRun(Leaving how) throws Exception {
        var ran = new AtomicInteger();
        var plug = new Departing(true);
        try (Site site = serve(conn -> {
            if (conn.requestPath().equals("/after")) {
                ran.incrementAndGet();
            }
            return conn.requestPath().equals("/probe") ? conn.sendResp(200, "") : plug.call(conn);
        })) {
            try (RawClient client = site.connect()) {
                client.send(Requests.get("/hold") + Requests.get("/after"));
                var visit = Objects.requireNonNull(plug.visits.poll(10, TimeUnit.SECONDS));
                how.leave(client);
                visit.told().assertTold(how.exit());
                Eventually.get(visit.owner());
            }
            assertThat(site.get("/probe").status()).isEqualTo(200);
            assertThat(site.server().stop(Duration.ofSeconds(2))).isZero();
            assertThat(ran).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aClientThatLeavesBehindMoreThanTheReadAheadIsSeen(Leaving how) throws Exception {
        var plug = new Departing(false);
        String pipelined = Requests.get("/after", "x-pad: " + "p".repeat(2_000)).repeat(32);
        try (Site site = serve(plug); RawClient client = site.connect()) {
            Phase.IDLE_STREAM.enter(client);
            var visit = Objects.requireNonNull(plug.visits.poll(10, TimeUnit.SECONDS));
            client.send(pipelined);
            how.leave(client);
            Eventually.until("told", Duration.ofSeconds(2), visit.told()::isTold);
            assertThat(visit.told().exit().clientGone()).isTrue();
        }
    }

    @Test
    default void aChunkForAClientThatLeftIsClosedWithTheReason() throws Exception {
        var opened = new CompletableFuture<Conn>();
        try (Site site = serve(conn -> {
            Conn stream = conn.assign(Conn.INIT_CHUNK, "first").sendChunked(200);
            opened.complete(stream);
            return stream;
        }); RawClient client = site.connect()) {
            client.get("/").until("first\r\n");
            Conn stream = Eventually.get(opened);
            client.fin();
            Eventually.until("ended", () -> stream.exit().isPresent());
            assertThat(stream.chunk("late")).isEqualTo(new ChunkResult.Closed(new Exit.ClientClosed()));
            assertThat(stream.state()).isEqualTo(State.ENDED);
        }
    }

    @Test
    default void aResponseToAClientThatLeftIsRefused() throws Exception {
        var thrown = new CompletableFuture<Exit>();
        var begun = new CompletableFuture<Boolean>();
        try (Site site = serve(conn -> {
            begun.complete(true);
            Eventually.until("left", () -> conn.exit().isPresent());
            try {
                return conn.sendResp(200, "to nobody");
            } catch (DepartedException e) {
                thrown.complete(e.exit());
                throw e;
            }
        }); RawClient client = site.connect()) {
            client.get("/");
            Eventually.get(begun);
            client.fin();
            assertThat(Eventually.get(thrown)).isEqualTo(new Exit.ClientClosed());
        }
    }

    private void rounds(Leaving how, Phase phase, Departing plug) throws Exception {
        var nanos = new long[Integer.getInteger("tck.rounds", 3)];
        try (Site site = serve(plug)) {
            for (int i = 0; i < nanos.length; i++) {
                nanos[i] = round(site, how, phase, plug);
            }
        }
        measured(nanos);
        for (long each : nanos) {
            assertThat(Duration.ofNanos(each)).as("time until told").isLessThan(DEADLINE);
        }
    }

    private static long round(Site site, Leaving how, Phase phase, Departing plug) throws Exception {
        try (RawClient client = site.connect()) {
            phase.enter(client);
            Departing.Visit visit = Objects.requireNonNull(plug.visits.poll(10, TimeUnit.SECONDS),
                    "the plug was not called within 10 s");
            // the same moment each time would only ever test one interleaving
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(30_000_000));
            assertThat(visit.told().isTold()).as("told before the client left").isFalse();
            long from = System.nanoTime();
            how.leave(client);
            visit.told().assertTold(how.exit());
            assertThat(Eventually.get(visit.owner())).isInstanceOf(how.exit());
            return visit.told().nanos() - from;
        }
    }

    /** Every way to leave in every phase. */
    static Stream<Arguments> everyWayInEveryPhase() {
        return Stream.of(Phase.values())
                .flatMap(phase -> Stream.of(Leaving.values()).map(how -> Arguments.of(how, phase)));
    }

    /** Every way to leave in every phase in which a plug can return. */
    static Stream<Arguments> everyWayInEveryStream() {
        return Stream.of(Phase.values()).filter(Phase::streams)
                .flatMap(phase -> Stream.of(Leaving.values()).map(how -> Arguments.of(how, phase)));
    }
}
