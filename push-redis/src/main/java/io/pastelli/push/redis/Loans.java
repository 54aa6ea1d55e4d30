package io.pastelli.push.redis;

/**
 * What this node knows of a session it serves, and what it still owes to Redis.
 *
 * <p>
 * <b>Threading:</b> guarded by its monitor, which is held while Redis is asked, so that what is owed is said before
 * anything is taken.
 */
final class Loans {
    private long epoch; // of our having the client
    private long known; // the last batch we have seen
    private boolean open; // a batch is on its way
    private boolean owes;
    private long upTo; // owed: what has arrived
    private boolean back; // owed: and the rest has not

    synchronized long known() {
        return known;
    }

    synchronized boolean open() {
        return open;
    }

    synchronized boolean owes() {
        return owes;
    }

    synchronized void took(long number, long since, boolean events) {
        known = number;
        epoch = since;
        open = events;
    }

    /** Whether another node took the client from us, which had it since {@code since}, and we have not taken it back. */
    synchronized boolean movedFrom(long since) {
        return epoch <= since;
    }

    synchronized void owe(long number, boolean rest) {
        owes = true;
        upTo = Math.max(upTo, number);
        back |= rest;
        open = false;
    }

    synchronized long upTo() {
        return upTo;
    }

    synchronized boolean back() {
        return back;
    }

    synchronized void paid() {
        open = false;
        owes = false;
        back = false;
    }
}
