package io.pastelli.conn;

import io.pastelli.owner.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All live exchanges of a server, in two lists: those that may be over in a moment, and those that have settled.
 *
 * <p>
 * A plug may block in any call, which nobody is told of; so an exchange that is still here at the second tick after it
 * came is settled and its departure watched. A request that is answered at once never pays for the watch.
 *
 * <p>
 * <b>Threading:</b> any thread; guarded by this object's monitor, which is held for a few instructions, or, by the
 * ticker, for one walk.
 */
final class Roster {
    private static final long FOREVER = Duration.ofDays(1).toNanos();

    private final Time time;
    private final long writeDeadline;
    private final Entry young = new Entry(null);
    private final Entry settled = new Entry(null);
    private int size;

    Roster(Time time, Duration writeDeadline) {
        this.time = time;
        this.writeDeadline = writeDeadline.toNanos();
    }

    /** A place in a list; part of its transaction so that adding one allocates nothing more. */
    static final class Entry {
        private final @Nullable Transaction tx;
        private Entry previous = this;
        private Entry next = this;
        private boolean old;

        Entry(@Nullable Transaction tx) {
            this.tx = tx;
        }
    }

    synchronized void add(Entry entry) {
        boolean first = young.next == young;
        insert(entry, young);
        size++;
        if (first) {
            notifyAll();
        }
    }

    synchronized void remove(Entry entry) {
        if (entry.next != entry) {
            unlink(entry);
            if (--size == 0) {
                notifyAll();
            }
        }
    }

    /** Waits until there is a young exchange, or, when settled ones are to be looked after, until {@code until}. */
    synchronized void awaitWork(long until) throws InterruptedException {
        while (young.next == young && (size == 0 || time.nanos() < until)) {
            time.await(this, size == 0 ? time.nanos() + FOREVER : until);
        }
    }

    /** Waits until there is none, at most until {@code until}; tells whether there is none. */
    synchronized boolean awaitNone(long until) throws InterruptedException {
        while (size > 0 && time.nanos() < until) {
            time.await(this, until);
        }
        return size == 0;
    }

    /** Returns everything that is here now. */
    synchronized List<Transaction> all() {
        var found = new ArrayList<Transaction>(size);
        collect(young, found);
        collect(settled, found);
        return found;
    }

    /** Settles what was here at the tick before, and watches it. */
    void settle() {
        var aged = new ArrayList<Transaction>();
        synchronized (this) {
            for (Entry at = young.next; at != young;) {
                Entry next = at.next;
                if (at.old) {
                    unlink(at);
                    insert(at, settled);
                    if (at.tx != null) {
                        aged.add(at.tx);
                    }
                }
                at.old = true;
                at = next;
            }
        }
        aged.forEach(Transaction::watch);
    }

    /** Ends the exchanges whose peer has taken nothing for the write deadline. */
    void checkDeadlines() {
        long now = time.nanos();
        all().forEach(tx -> tx.checkDeadline(now, writeDeadline));
    }

    private static void insert(Entry entry, Entry list) {
        entry.previous = list.previous;
        entry.next = list;
        list.previous.next = entry;
        list.previous = entry;
    }

    private static void unlink(Entry entry) {
        entry.previous.next = entry.next;
        entry.next.previous = entry.previous;
        entry.next = entry;
        entry.previous = entry;
    }

    private static void collect(Entry list, List<Transaction> into) {
        for (Entry at = list.next; at != list; at = at.next) {
            if (at.tx != null) {
                into.add(at.tx);
            }
        }
    }
}
