package io.pastelli.conn;

import io.pastelli.owner.Exit;
import java.io.IOException;
import java.util.OptionalLong;

/** Tells a client that left from a server that failed: by type, never by message, which differs per system. */
final class Failures {
    private Failures() {}

    /** The exit behind a failed read or write that the adapter gave no better reason for. */
    static Exit exit(Throwable cause) {
        return cause instanceof IOException
                ? new Exit.ClientReset(OptionalLong.empty())
                : new Exit.Failed(cause);
    }
}
