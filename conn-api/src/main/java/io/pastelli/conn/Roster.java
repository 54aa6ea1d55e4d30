package io.pastelli.conn;

import io.pastelli.owner.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * All live exchanges of a server: those that may be over in a moment, and those that have settled.
 *
 * <p>
 * A plug may block in any call, which nobody is told of; so an exchange that is still here at the second tick after it
 * came is settled and its departure watched. A request that is answered at once never pays for the watch.
 *
 * <p>
 * <b>Threading:</b> any thread. The exchanges are spread over {@linkplain Lot lots} by chance, so that those who add and
 * remove them seldom meet. Who waits says so in a volatile field before looking at the lots, and who changes a lot looks
 * at the field afterwards: one of the two sees the other.
 */
final class Roster {
    private static final int LOTS = 32;

    private final Time time;
    private final long writeDeadline;
    private final Lot[] lots = new Lot[LOTS];
    private volatile @Nullable Thread idle; // the ticker, while it waits for work
    private volatile boolean ending; // somebody waits, or has waited, for the last one to leave

    Roster(Time time, Duration writeDeadline) {
        this.time = time;
        this.writeDeadline = writeDeadline.toNanos();
        Arrays.setAll(lots, _ -> new Lot());
    }

    void add(Lot.Entry entry) {
        lots[ThreadLocalRandom.current().nextInt(LOTS)].add(entry);
        Thread waiting = idle;
        if (waiting != null) {
            idle = null; // one call is enough
            LockSupport.unpark(waiting);
        }
    }

    void remove(Lot.Entry entry) {
        entry.leave();
        if (ending) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /**
     * Waits until there is a young exchange, or, when settled ones are to be looked after, until {@code until} by
     * {@link System#nanoTime}; for one thread.
     */
    void awaitWork(long until) throws InterruptedException {
        for (;;) {
            idle = Thread.currentThread();
            if (young()) {
                idle = null;
                return;
            }
            long left = until - System.nanoTime();
            if (empty()) {
                LockSupport.park(this);
            } else if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else {
                idle = null;
                return;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Waits until there is none, at most until {@code until}; tells whether there is none. */
    synchronized boolean awaitNone(long until) throws InterruptedException {
        ending = true;
        while (!empty() && time.nanos() < until) {
            time.await(this, until);
        }
        return empty();
    }

    /** Returns everything that is here now. */
    List<Transaction> all() {
        var found = new ArrayList<Transaction>();
        for (Lot lot : lots) {
            lot.collect(found);
        }
        return found;
    }

    /** Settles what was here at the tick before, and watches it. */
    void settle() {
        var aged = new ArrayList<Transaction>();
        for (Lot lot : lots) {
            lot.settle(aged);
        }
        aged.forEach(Transaction::watch);
    }

    /** Ends the exchanges whose peer has taken nothing for the write deadline. */
    void checkDeadlines() {
        long now = time.nanos();
        all().forEach(tx -> tx.checkDeadline(now, writeDeadline));
    }

    private boolean young() {
        for (Lot lot : lots) {
            if (lot.hasYoung()) {
                return true;
            }
        }
        return false;
    }

    private boolean empty() {
        for (Lot lot : lots) {
            if (!lot.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
