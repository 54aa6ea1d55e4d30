package io.pastelli.push.sse;

/** What happens when a client is so slow that its outbox is full. */
public enum Overflow {
    /**
     * The stream is cut, its exit is a {@code Failed} with a {@link SlowClientException}: the client sees a broken
     * response and connects again. No client ever misses an event without noticing.
     */
    DISCONNECT,
    /** The events that have waited longest make room: for streams where only the latest counts. */
    DROP_OLDEST,
    /** The new event is dropped. */
    DROP_NEWEST
}
