package io.pastelli.push.sse;

import io.pastelli.owner.Exit;

/** Told that somebody has left, and how; see {@link Connections#onLeave}. */
@FunctionalInterface
public interface LeaveListener {
    /**
     * Takes the news; runs on a virtual thread, so it may block.
     *
     * @throws Exception anything; it is logged and reaches nobody else
     */
    void left(String id, Exit exit) throws Exception;
}
