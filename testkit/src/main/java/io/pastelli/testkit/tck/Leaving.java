package io.pastelli.testkit.tck;

import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.RawClient;
import java.io.IOException;

/** The ways a client leaves. */
enum Leaving {
    FIN(Exit.ClientClosed.class), RST(Exit.ClientReset.class), HALF_CLOSE(Exit.ClientClosed.class);

    private final Class<? extends Exit> exit;

    Leaving(Class<? extends Exit> exit) {
        this.exit = exit;
    }

    /** Returns what the owner is told. */
    Class<? extends Exit> exit() {
        return exit;
    }

    void leave(RawClient client) throws IOException {
        switch (this) {
            case FIN -> client.fin();
            case RST -> client.reset();
            case HALF_CLOSE -> client.halfClose();
        }
    }
}
