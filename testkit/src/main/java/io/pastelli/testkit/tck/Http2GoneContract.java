package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.HalfClose;
import io.pastelli.adapter.Http2;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.http2.ErrorCode;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Http2Client;
import io.pastelli.testkit.http2.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream is reset, or its connection lost: its owner is told why, with no write by anybody, and no other owner is. */
@Only(on = Only.Kind.HTTP_2, why = "HTTP/1.x has no streams")
interface Http2GoneContract extends Contract {
    @ParameterizedTest
    @MethodSource("io.pastelli.testkit.tck.Http2GoneContract#everyWayInEveryPhase")
    default void theOwnerOfAStreamIsTold(Http2Leaving how, Http2Phase phase, boolean stays) throws Exception {
        var nanos = new long[Integer.getInteger("tck.rounds", 3)];
        var plug = new Departing(stays);
        try (Site site = serve(plug)) {
            for (int i = 0; i < nanos.length; i++) {
                try (Http2Client client = site.http2()) {
                    int stream = phase.enter(client);
                    Departing.Visit visit = next(plug);
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(20_000_000));
                    assertThat(visit.told().isTold()).as("told before the client left").isFalse();
                    long from = System.nanoTime();
                    how.leave(client, stream);
                    assertThat(visit.told().exit()).isEqualTo(how.exit());
                    visit.told().assertTold(how.exit().getClass());
                    assertThat(Eventually.get(visit.owner())).isEqualTo(how.exit());
                    nanos[i] = visit.told().nanos() - from;
                }
            }
        }
        measured(nanos);
        for (long each : nanos) {
            assertThat(Duration.ofNanos(each)).as("time until told").isLessThan(GoneContract.DEADLINE);
        }
    }

    /** Every way, in every phase, in a handler that stays; and where there is a stream, in one that has returned. */
    static Stream<Arguments> everyWayInEveryPhase() {
        return Stream.of(Http2Phase.values()).flatMap(phase -> Stream.of(Http2Leaving.values()).flatMap(
                how -> Stream.of(true, false)
                        .filter(stays -> stays || phase == Http2Phase.IDLE_STREAM
                                || phase == Http2Phase.POST_FULLY_READ)
                        .map(stays -> Arguments.of(how, phase, stays))));
    }

    private static Departing.Visit next(Departing plug) throws InterruptedException {
        return Objects.requireNonNull(plug.visits.poll(10, TimeUnit.SECONDS),
                "the plug was not called within 10 s");
    }

    @Test
    default void theEndOfAStreamNeverTouchesItsSiblings() throws Exception {
        var plug = new Departing(false);
        try (Site site = serve(plug); Http2Client client = site.http2()) {
            var streams = new ArrayList<Integer>();
            var visits = new ArrayList<Departing.Visit>();
            for (int i = 0; i < 20; i++) {
                streams.add(Http2Phase.IDLE_STREAM.enter(client));
                visits.add(next(plug));
            }
            for (int i = 0; i < 20; i += 2) {
                client.send(Frame.reset(streams.get(i), ErrorCode.CANCEL.code()));
            }
            for (int i = 0; i < 20; i += 2) {
                visits.get(i).told().assertTold(Exit.ClientReset.class);
            }
            assertThat(client.answer(client.get("/after")).body()).isEqualTo("after");
            for (int i = 1; i < 20; i += 2) {
                assertThat(visits.get(i).told().isTold()).as("a sibling is told").isFalse();
            }
            client.wire().fin();
            for (int i = 1; i < 20; i += 2) {
                visits.get(i).told().assertTold(Exit.ClientClosed.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTION_FIN", "CONNECTION_RST", "GOAWAY_AND_FIN"})
    default void aLostConnectionTellsAllItsOwners(Http2Leaving how) throws Exception {
        var plug = new Departing(false);
        var nanos = new long[50];
        try (Site site = serve(plug); Http2Client client = site.http2()) {
            var visits = new ArrayList<Departing.Visit>();
            for (int i = 0; i < nanos.length; i++) {
                Http2Phase.IDLE_STREAM.enter(client);
                visits.add(next(plug));
            }
            long from = System.nanoTime();
            how.leave(client, 1);
            for (int i = 0; i < nanos.length; i++) {
                visits.get(i).told().assertTold(how.exit().getClass());
                nanos[i] = visits.get(i).told().nanos() - from;
                assertThat(Duration.ofNanos(nanos[i])).isLessThan(GoneContract.DEADLINE);
            }
        }
        measured(nanos);
    }

    @Test
    default void aClientThatAnswersNoPingIsGivenUp() throws Exception {
        var plug = new Departing(false);
        try (Site site = serve(plug,
                options -> options.http2(Http2.DEFAULT.withClearText(!protocol().isTls())
                        .withPing(Duration.ofMillis(300))));
                Http2Client silent = site.http2().acknowledgeNothing();
                Http2Client alive = site.http2()) {
            Http2Phase.IDLE_STREAM.enter(silent);
            Told given = next(plug).told();
            Http2Phase.IDLE_STREAM.enter(alive);
            Told kept = next(plug).told();
            silent.await("a PING", Http2GoneContract::isPing);
            assertThat(given.isTold()).as("told before it could answer").isFalse();
            assertThat(given.exit()).isEqualTo(new Exit.TimedOut("ping"));
            silent.awaitEnd();
            Eventually.until("three PINGs that are answered",
                    () -> alive.on(0).stream().filter(Http2GoneContract::isPing).count() >= 3);
            assertThat(kept.isTold()).as("a client that answers").isFalse();
        }
    }

    private static boolean isPing(Received received) {
        return received.is(Frame.PING, 0) && !received.frame().has(Frame.ACK);
    }

    @ParameterizedTest
    @EnumSource
    default void aFinIsADepartureWhateverItMeansOverHttp1(HalfClose meaning) throws Exception {
        var plug = new Departing(false);
        try (Site site = serve(plug, options -> options.halfClose(meaning));
                Http2Client client = site.http2()) {
            Http2Phase.HELD_POLL.enter(client);
            Departing.Visit visit = next(plug);
            client.wire().fin();
            visit.told().assertTold(Exit.ClientClosed.class);
        }
    }

    @Test
    default void goAwayAloneIsNoDeparture() throws Exception {
        var plug = new Departing(false);
        try (Site site = serve(plug); Http2Client client = site.http2()) {
            int stream = Http2Phase.IDLE_STREAM.enter(client);
            Departing.Visit visit = next(plug);
            client.send(Frame.goAway(0, ErrorCode.NO_ERROR.code()), Frame.ping(7));
            client.await("PING after GOAWAY", each -> each.is(Frame.PING, 0));
            LockSupport.parkNanos(100_000_000); // nothing must happen in it
            assertThat(visit.told().isTold()).as("told").isFalse();
            assertThat(client.isEnded()).isFalse();
            client.send(Frame.reset(stream, ErrorCode.CANCEL.code()));
            visit.told().assertTold(Exit.ClientReset.class);
        }
    }
}
