package io.pastelli.jetty;

import io.pastelli.owner.Exit;
import java.util.OptionalLong;

/** What is known of the client's side of a connection. */
enum Ending {
    /** It may send more. */
    NONE,
    /** It said FIN. */
    FIN,
    /** It broke off. */
    RESET,
    /** It vanished: TCP has given it up. */
    SILENT;

    /** Returns the exit of an exchange that it ends. */
    Exit exit() {
        return switch (this) {
            case NONE, RESET -> new Exit.ClientReset(OptionalLong.empty());
            case FIN -> new Exit.ClientClosed();
            case SILENT -> new Exit.TimedOut("an acknowledgement");
        };
    }
}
