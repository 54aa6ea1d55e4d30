package io.pastelli.adapter;

import io.pastelli.owner.Exit;

/** Told, on the I/O thread, that a client has gone before its response was complete. Never blocks. */
@FunctionalInterface
public interface Departures {
    /** Takes the news; only the first counts. */
    void departed(Exit exit);
}
