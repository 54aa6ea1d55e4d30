package io.pastelli.push.bayeux.backend;

import io.pastelli.push.bayeux.message.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where sessions, their subscriptions and their queues are kept: for all nodes that share it, one truth.
 *
 * <p>
 * Each operation is atomic: two nodes that destroy the same session see it destroyed once, a publish reaches a session
 * whole or not at all, a session that was touched in time does not expire. {@code BackendContract} in the tests says it
 * all.
 *
 * <p>
 * One that cannot be reached throws {@link UnavailableException}, after it has tried for a while; {@link #acknowledge},
 * {@link #putBack} and {@link #waiting} never do: what they could not say is said when it can be reached again, and the
 * node is told then what waits.
 *
 * <p>
 * <b>Queues:</b> {@link #take} lends events in numbered batches; they stay with the backend until
 * {@link #acknowledge}, and {@link #putBack} returns what was not acknowledged to the front, in order. A node takes for
 * one response at a time.
 *
 * <p>
 * <b>Threading:</b> any thread may call any method; {@link #publish} never waits for a client.
 */
public interface Backend extends AutoCloseable {
    /** Begins; called once, before anything else. */
    void start(Listener node, Limits limits);

    /** Makes a session that lives {@code lifetime} unless touched; false when the id is taken or there are too many. */
    boolean create(String session, Duration lifetime);

    /** Has a session live {@code lifetime} from now; false when there is none. */
    boolean touch(String session, Duration lifetime);

    /** Subscribes a session to all these channels and patterns, or to none. */
    Change subscribe(String session, List<String> channels);

    /** Ends subscriptions; those that there are not are no error. */
    Change unsubscribe(String session, List<String> channels);

    /** Ends a session; empty when somebody else has, or it never was. */
    Optional<Removed> destroy(String session, Reason reason);

    /**
     * Puts an event into the queue of each session with a subscription among {@code keys}, once each. All sessions get
     * the events of one channel in the same order.
     *
     * @return to how many
     */
    int publish(Event event, List<String> keys);

    /** Puts an event into the queue of one session; false when there is none. */
    boolean deliver(String session, Event event);

    /**
     * Lends the first events of a queue, at most {@code most}. A batch with events has the next number; one without has
     * the number of the last one lent, 0 at first. The node that takes has the client from then on, and is told what waits;
     * while another one waits to learn whether what it took has arrived, the batch is empty.
     */
    Batch take(String session, int most);

    /** Forgets the events of all batches up to this number: they have arrived. */
    void acknowledge(String session, long upTo);

    /** Returns all events that are lent to this node and not acknowledged to the front of the queue. */
    void putBack(String session);

    /** Takes a client's word that it has all batches up to this number: what else is lent, to any node, waits again. */
    default void resume(String session, long upTo) {
        acknowledge(session, upTo);
        putBack(session);
    }

    /** Tells whether events wait in a queue. */
    boolean waiting(String session);

    /** Returns the sessions there are, as a copy. */
    Set<String> sessions();

    /** Returns what a session is subscribed to, as a copy. */
    Set<String> subscriptions(String session);

    /** Returns the channels and patterns somebody is subscribed to, as a copy. */
    Set<String> channels();

    /** Returns who is subscribed to exactly this channel or pattern, as a copy. */
    Set<String> subscribers(String channel);

    /** Tells whether anybody is subscribed to exactly this channel or pattern. */
    default boolean hasSubscribers(String channel) {
        return !subscribers(channel).isEmpty();
    }

    /** Tells whether other nodes serve the same sessions, so that clients may go there with theirs. */
    default boolean shared() {
        return false;
    }

    /** Tells whether it can be reached now: a server whose backend is away takes no clients. It answers within seconds. */
    default boolean available() {
        return true;
    }

    /** Ends; sessions on a shared backend live on. */
    @Override
    void close();

    /** A node that is told what becomes of the sessions it serves; its methods return at once. */
    interface Listener {
        /** Events wait for a session that had none waiting; lazy ones may wait longer. */
        void waiting(String session, boolean lazy);

        /** An event for a session was dropped, because its queue is full. */
        void dropped(String session, Event event);

        /** A session is gone, by expiry or because its queue overflowed; not told of what {@link #destroy} returned. */
        void gone(Removed removed);

        /** Another node has the way to the client now. */
        void moved(String session);

        /** A session is over, and another node was told what became of it; or it is lost. */
        void ended(String session, Reason reason);
    }

    /** Why a session ended. */
    enum Reason {
        /** The client said so. */
        DISCONNECTED,
        /** It was silent for too long. */
        EXPIRED,
        /** The server ended it. */
        KICKED,
        /** Its queue was full and the policy is to disconnect. */
        OVERFLOWED
    }

    /**
     * What became of a session that ended.
     *
     * @param session its id
     * @param reason why
     * @param unsubscribed what it was subscribed to
     * @param destroyed the channels and patterns that nobody is subscribed to any more
     */
    record Removed(String session, Reason reason, Set<String> unsubscribed, Set<String> destroyed) {}

    /** What a subscribe or unsubscribe did. */
    sealed interface Change {
        /**
         * It is done.
         *
         * @param changed those that were not so before
         * @param border of these, the ones now with a first subscriber, or without a last one
         */
        record Done(Set<String> changed, Set<String> border) implements Change {}

        /** There is no such session. */
        record UnknownSession() implements Change {}

        /** It would be too many subscriptions; nothing was changed. */
        record TooMany() implements Change {}
    }

    /**
     * Events that are lent.
     *
     * @param number counts the batches of a session, from 1
     * @param events the events, in order
     */
    record Batch(long number, List<Event> events) {}
}
