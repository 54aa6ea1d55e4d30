package io.pastelli.conn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A share of the {@link Roster}, with a lock of its own: two lists, of young exchanges and of settled ones.
 *
 * <p>
 * <b>Threading:</b> any thread; guarded by this object's monitor, which is held for a few instructions, or, by the
 * ticker, for one walk.
 */
final class Lot {
    private final Entry young = new Entry(null);
    private final Entry settled = new Entry(null);

    /** A place in a list; part of its transaction so that adding one allocates nothing more. */
    static final class Entry {
        private final @Nullable Transaction tx;
        private Entry previous = this;
        private Entry next = this;
        private boolean old;
        private @Nullable Lot lot; // set once, before the plug runs

        Entry(@Nullable Transaction tx) {
            this.tx = tx;
        }

        /** Takes this place out of its list; no effect when it is in none. */
        void leave() {
            Lot in = lot;
            if (in != null) {
                in.remove(this);
            }
        }
    }

    synchronized void add(Entry entry) {
        entry.lot = this;
        insert(entry, young);
    }

    private synchronized void remove(Entry entry) {
        if (entry.next != entry) {
            unlink(entry);
        }
    }

    synchronized boolean hasYoung() {
        return young.next != young;
    }

    synchronized boolean isEmpty() {
        return young.next == young && settled.next == settled;
    }

    synchronized void collect(List<Transaction> into) {
        collect(young, into);
        collect(settled, into);
    }

    /** Settles what was here at the call before, and adds it to {@code aged}. */
    synchronized void settle(List<Transaction> aged) {
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
