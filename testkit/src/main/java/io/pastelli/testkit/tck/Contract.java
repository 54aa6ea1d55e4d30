package io.pastelli.testkit.tck;

import io.pastelli.ServerOptions;
import io.pastelli.conn.Plug;
import java.util.function.UnaryOperator;

/** What the topics of the contract stand on: a server for each case. */
interface Contract {
    /** Serves a plug on a free port with changed options. */
    Site serve(Plug plug, UnaryOperator<ServerOptions> options);

    /** Reports how long each round of the case took, in nanoseconds. */
    void measured(long... nanos);

    /** Returns what the server is spoken to in. */
    Protocol protocol();

    /** Serves a plug on a free port. */
    default Site serve(Plug plug) {
        return serve(plug, options -> options);
    }
}
