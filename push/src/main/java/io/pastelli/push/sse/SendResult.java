package io.pastelli.push.sse;

/** What became of an event for one stream. */
public enum SendResult {
    /** Handed to the server: it goes out now. */
    DELIVERED,
    /** The client is slow: the event waits in the stream's outbox and goes out in its turn. */
    QUEUED,
    /** The outbox was full and the event is lost; under {@link Overflow#DISCONNECT} the stream has been cut as well. */
    DROPPED,
    /** The stream is over. */
    CLOSED,
    /** Handed to the node that has the stream, which sends it. */
    FORWARDED,
    /** Nobody is connected under this id. */
    UNKNOWN;

    /** Tells whether the event is on its way. */
    public boolean reached() {
        return this == DELIVERED || this == QUEUED || this == FORWARDED;
    }
}
