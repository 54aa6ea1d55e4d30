package io.pastelli.push.sse;

/** What a stream got of the events that its client has missed; see {@link Connection#replay}. */
public enum Replay {
    /** The client did not say what it had last, or there is no log. */
    NOT_ASKED,
    /** All that it missed, before anything newer. */
    COMPLETE,
    /**
     * None of it: the log does not know the id, or not any more, or the client has missed more than its outbox holds. It
     * needs to be told how things stand now.
     */
    LOST
}
