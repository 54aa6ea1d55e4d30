package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.ServerOptions;
import io.pastelli.conn.Plug;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** What the topics of the contract stand on: a server for each case. */
interface Contract {
    /** Serves a plug on a free port with changed options. */
    Site serve(Plug plug, UnaryOperator<ServerOptions> options);

    /** Reports how long each round of the case took, in nanoseconds. */
    void measured(long... nanos);

    /** Reports how long it took until somebody was told, in nanoseconds, and asserts that it was in time. */
    default void assertPrompt(long... nanos) {
        measured(nanos);
        for (long each : nanos) {
            assertThat(Duration.ofNanos(each)).as("time until told").isLessThan(GoneContract.DEADLINE);
        }
    }

    /** Returns what the server is spoken to in. */
    Protocol protocol();

    /** Serves a plug on a free port. */
    default Site serve(Plug plug) {
        return serve(plug, options -> options);
    }
}
