package io.pastelli.push.sse;

/** Told that somebody has connected; see {@link Connections#onJoin}. */
@FunctionalInterface
public interface JoinListener {
    /**
     * Takes the news; runs on a virtual thread, so it may block.
     *
     * @throws Exception anything; it is logged and reaches nobody else
     */
    void joined(String id, Connection connection) throws Exception;
}
