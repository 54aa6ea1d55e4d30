package io.pastelli.push.sse.log;

import io.pastelli.http.Bytes;
import io.pastelli.push.sse.roster.Roster;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A bounded log of the events that were broadcast, all topics in one order: for all nodes that share it, one truth.
 *
 * <p>
 * Ids only grow, also over the restart of what keeps the log: one that is not from this log is found to be unknown. A
 * node is told of everything in the topics it listens to, in the order of the ids, each once and one at a time. What was
 * told may be read as well, and the other way round: whoever uses both goes by the ids. {@code EventLogContract} in the
 * tests says it all.
 *
 * <p>
 * <b>Threading:</b> any thread may call any method. Calls may block for a network, never for a client, except {@link
 * #ignore} and {@link #told}, which never block. When the network fails them they throw an {@link
 * io.pastelli.push.bayeux.backend.UnavailableException}, a 503.
 */
public interface EventLog extends AutoCloseable {
    /** The topic of what goes to everybody. */
    String EVERYBODY = "";

    /**
     * Begins; called once, before anything else.
     *
     * @throws IllegalStateException when it was begun before
     */
    void start(Node node);

    /** Appends an event, and has the nodes told that listen to its topic; returns its id. */
    long append(String topic, Bytes event);

    /**
     * Returns what came after an id in these topics.
     *
     * @param after the id; empty for nothing, only the place where the log is now
     * @param most how many events at most, else it is not complete
     * @param mostBytes how many bytes at most, else it is not complete
     */
    Missed read(OptionalLong after, Set<String> topics, int most, long mostBytes);

    /** The node is to be told of what is appended to a topic from now on. Counted: until it ignores as often. */
    void listen(String topic);

    /** Takes one {@link #listen} back. */
    void ignore(String topic);

    /** Returns an id up to which the node was told everything; none above 0 as long as that is not known. */
    long told();

    /** Returns who is connected to which node, for a log that nodes share. */
    default Optional<Roster> roster() {
        return Optional.empty();
    }

    /** Ends; what is in a shared log stays. */
    @Override
    void close();

    /** A node that is told what is appended; its methods return at once. */
    interface Node {
        /** An event was appended, maybe of a topic that the node does not listen to any more. */
        void told(Entry entry);

        /** Events up to this id, which the node should have been told of, are not there any more; it is told what came later. */
        void lost(long upTo);
    }
}
