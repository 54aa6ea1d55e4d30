package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.testkit.client.RawClient;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
