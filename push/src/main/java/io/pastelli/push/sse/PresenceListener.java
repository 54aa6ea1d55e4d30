package io.pastelli.push.sse;

/** Told who is connected on any node; see {@link Connections#onPresence}. */
@FunctionalInterface
public interface PresenceListener {
    /**
     * Takes the news; runs on a virtual thread, so it may block.
     *
     * @param present whether the id is connected now
     * @throws Exception anything; it is logged and reaches nobody else
     */
    void changed(String id, boolean present) throws Exception;
}
