package io.pastelli.push.sse.roster;

import io.pastelli.http.Bytes;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Who is connected to which of several nodes: an id is on one of them, the last that it entered.
 *
 * <p>
 * Each entering has a ticket of its own, and later ones have higher numbers. Every node is told who arrives and departs;
 * what one missed while it was cut off it is told as the difference. Who enters an id that is somewhere else is told of as
 * departed and arrived.
 *
 * <p>
 * <b>Threading:</b> any thread may call any method. {@link #enter} and {@link #send} may block for a network, and throw an
 * {@link io.pastelli.push.bayeux.backend.UnavailableException} when it fails them; the others never block. The node is told
 * one thing at a time.
 */
public interface Roster {
    /** Begins; called once, before the log that it belongs to. */
    void start(Node node);

    /**
     * Enters an id on this node.
     *
     * @param replace whether that ends an entry on another node; otherwise it is refused there
     * @return the ticket; empty when another node has the id
     */
    OptionalLong enter(String id, boolean replace);

    /** Takes an entry out, now or as soon as that can be said; no effect when the id was entered again since. */
    void leave(String id, long ticket);

    /** Tells whether nobody has entered the id after this ticket, as far as this node has heard. */
    boolean current(String id, long ticket);

    /** Has an event sent by the node that has the id; {@code false} when none has. */
    boolean send(String id, Bytes event);

    /** Returns the ids on all nodes, as far as this one has heard, as a copy. */
    Set<String> ids();

    /** A node that is told who comes and goes; its methods return at once. */
    interface Node {
        /** Somebody has entered, on any node. */
        void arrived(String id);

        /** Somebody has left, on any node. */
        void departed(String id);

        /** The node that had this id has died; told to exactly one of the others. */
        void orphaned(String id);

        /** An entry of this node is none any more: it was replaced, or forgotten. */
        void ended(String id, long ticket);

        /** Another node has an event for an id that is here. */
        void deliver(String id, Bytes event);
    }
}
