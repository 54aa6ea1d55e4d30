package io.pastelli.push.bayeux.time;

import io.pastelli.owner.Time;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Calls back at points in time; one thread for all.
 *
 * <p>
 * A deadline that moves is not taken out; see {@link Alarm}.
 *
 * <p>
 * <b>Threading:</b> any thread. Parties are called on one virtual thread, one at a time: they do not block.
 */
public final class Deadlines implements AutoCloseable {
    private record Entry(long at, Runnable party) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return Long.compare(at - other.at, 0);
        }
    }

    private final Time time;
    // guarded by this
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private @Nullable Thread thread;
    private boolean closed;

    /** Makes one that goes by {@code time}. */
    public Deadlines(Time time) {
        this.time = time;
    }

    /** Returns the clock's time. */
    public long now() {
        return time.nanos();
    }

    /** Has {@code party} called at {@code at}, in the clock's nanoseconds. */
    public synchronized void at(long at, Runnable party) {
        if (closed) {
            return;
        }
        var entry = new Entry(at, party);
        entries.add(entry);
        if (thread == null) {
            thread = Thread.ofVirtual().name("bayeux-deadlines").start(this::run);
        } else if (entry.equals(entries.peek())) {
            notifyAll(); // it waits for a later one
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        entries.clear();
        notifyAll();
    }

    private void run() {
        for (Runnable party = next(); party != null; party = next()) {
            try {
                party.run();
            } catch (RuntimeException e) {
                System.getLogger(Deadlines.class.getName()).log(System.Logger.Level.WARNING,
                        "a deadline failed", e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        while (!closed) {
            Entry first = entries.peek();
            if (first != null && first.at() - time.nanos() <= 0) {
                entries.poll();
                return first.party();
            }
            try {
                if (first == null) {
                    wait();
                } else {
                    time.await(this, first.at());
                }
            } catch (InterruptedException e) {
                break;
            }
        }
        return null;
    }
}
