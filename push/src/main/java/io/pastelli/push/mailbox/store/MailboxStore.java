package io.pastelli.push.mailbox.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Where mailboxes are kept: for all nodes that share it, one truth.
 *
 * <p>
 * Each operation is atomic. A message waits, or is lent to one taker, or is a dead letter. {@link #take} lends the first
 * ones; a lease ends with {@link #acknowledge}, with {@link #release}, or when its time is over. What is not acknowledged
 * goes back to where it was: before everything that has not been lent yet, in the order of sending. One that was lent as
 * often as the limits allow becomes a dead letter instead. {@code MailboxStoreContract} in the tests says it all.
 *
 * <p>
 * <b>Waiting</b> is not the store's: it tells the nodes that listen to a name when messages wait there. It may tell too
 * often, and it may tell late, after at most a few seconds, but it tells.
 *
 * <p>
 * <b>Threading:</b> any thread may call any method. Calls may block for a network, never for a client, and throw a
 * {@link StoreUnavailableException} when it fails them. The node is told on any thread, with no lock held.
 */
public interface MailboxStore extends AutoCloseable {
    /** Begins; called once, before anything else. */
    void start(Node node, MailboxLimits limits);

    /** Puts a message at the end of a mailbox; whoever listens is told. */
    Pushed push(String name, Message message);

    /**
     * Lends the first messages that wait: at most {@code most}, and no more than {@code bytes} of their bodies beyond
     * the first. Never waits; empty when there are none.
     *
     * @param lease how long until they go back unless acknowledged
     */
    List<Lease> take(String name, int most, long bytes, Duration lease);

    /** Forgets messages that are lent, whoever has them; returns which of these ids that were. */
    Set<String> acknowledge(String name, Collection<String> ids);

    /**
     * Ends leases before their time; those that have ended already, or have been lent anew, are left alone.
     *
     * @param delivered whether this counts as a delivery; {@code false} when nothing was sent to anybody
     */
    void release(String name, List<Lease> leases, boolean delivered);

    /** Returns how many messages wait in a mailbox, without those that are lent. */
    long size(String name);

    /** Forgets all that is in a mailbox, lent or dead too; returns how many messages that were. */
    long purge(String name);

    /** Returns the dead letters of a mailbox, the oldest first, with how often they were lent. */
    List<Lease> deadLetters(String name);

    /** Puts the dead letters of a mailbox at its end, as if never lent; returns how many. */
    int revive(String name);

    /** The node wants to be told when messages of this name wait. Counted: it is told until it ignores as often. */
    default void listen(String name) {}

    /** Takes one {@link #listen} back. */
    default void ignore(String name) {}

    /** Ends; messages in a shared store live on. */
    @Override
    void close();

    /** What became of a message that was sent. */
    enum Pushed {
        /** It is in the mailbox. */
        ACCEPTED,
        /** The mailbox has as many messages, or as many bytes, as it may hold. */
        FULL,
        /** It would be one mailbox too many. */
        TOO_MANY_MAILBOXES
    }

    /** A node that is told what happens in the store; its methods return at once. */
    interface Node {
        /** Messages wait in a mailbox, probably. */
        void waiting(String name);

        /** Something happened to a message without this node's doing; told by exactly one node. */
        void happened(MailboxEvent event);
    }
}
