package io.pastelli.push.bayeux.backend;

import io.pastelli.push.bayeux.message.Event;
import java.util.function.Function;

/**
 * What sessions may make a backend keep.
 *
 * @param sessions most sessions; default 100 000
 * @param subscriptions most subscriptions of a session; default 1000
 * @param queue most events that wait for a session, lent ones included; default 1000
 * @param queueBytes most characters of data that wait for a session; default 1 Mi; a larger one is taken by an empty queue
 * @param overflow what happens when the queue is full; default {@link Overflow#DROP_OLDEST}
 * @param key of two events with the same key the newer replaces the older, for {@link Overflow#COALESCE}; default the
 *        channel
 */
public record Limits(int sessions, int subscriptions, int queue, int queueBytes, Overflow overflow,
        Function<Event, Object> key) {
    /** The defaults. */
    public static final Limits DEFAULT = new Limits(100_000, 1000, 1000, 1 << 20, Overflow.DROP_OLDEST,
            Event::channel);

    /** What happens to an event for a queue that is full. */
    public enum Overflow {
        /** The oldest events give way. */
        DROP_OLDEST,
        /** It is dropped. */
        DROP_NEWEST,
        /** It takes the place of an event with the same key; when there is none, the oldest give way. */
        COALESCE,
        /** The session ends: its client begins again. */
        DISCONNECT
    }

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException for one below 1
     */
    public Limits {
        if (sessions < 1 || subscriptions < 1 || queue < 1 || queueBytes < 1) {
            throw new IllegalArgumentException("limits of a backend are at least 1");
        }
    }

    /** Returns these limits with others for each session's queue. */
    public Limits withQueue(int events, int bytes, Overflow policy) {
        return new Limits(sessions, subscriptions, events, bytes, policy, key);
    }

    /** Returns these limits with a key by which a full queue coalesces. */
    public Limits coalescingBy(Function<Event, Object> by) {
        return new Limits(sessions, subscriptions, queue, queueBytes, Overflow.COALESCE, by);
    }

    /** Returns these limits with another one for sessions. */
    public Limits withSessions(int most) {
        return new Limits(most, subscriptions, queue, queueBytes, overflow, key);
    }

    /** Returns these limits with another one for the subscriptions of a session. */
    public Limits withSubscriptions(int most) {
        return new Limits(sessions, most, queue, queueBytes, overflow, key);
    }
}
