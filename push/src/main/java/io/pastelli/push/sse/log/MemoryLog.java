package io.pastelli.push.sse.log;

import io.pastelli.http.Bytes;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last events in this process, for one node.
 *
 * {@snippet :
 * import io.pastelli.push.sse.log.*;
 *
 * var connections = new Connections(ConnectionsOptions.DEFAULT.withLog(new MemoryLog(1000, 1 << 20)));
 * }
 *
 * <p>
 * Its ids begin with the time it was made, in microseconds, so that those of an earlier process are unknown to it.
 *
 * <p>
 * <b>Threading:</b> any thread. The node is told with no lock held, by whichever thread appends while nobody tells.
 */
public final class MemoryLog implements EventLog {
    private static final System.Logger LOG = System.getLogger(MemoryLog.class.getName());
    private static final int EVENTS = 10_000;
    private static final long BYTES = 16 << 20;

    private final int mostEvents;
    private final long mostBytes;
    // guarded by this
    private final ArrayDeque<Entry> kept = new ArrayDeque<>();
    private final Queue<Entry> untold = new ArrayDeque<>();
    private long last = System.currentTimeMillis() * 1000;
    private long floor = last; // all after this one are kept
    private long bytes;
    private boolean telling;
    private @Nullable Node node;
    private volatile long told = last;

    /** Makes one that keeps 10000 events, and 16 MiB of them. */
    public MemoryLog() {
        this(EVENTS, BYTES);
    }

    /**
     * Makes one that keeps so many events and bytes at most.
     *
     * @throws IllegalArgumentException for a number below 1
     */
    public MemoryLog(int mostEvents, long mostBytes) {
        if (mostEvents < 1 || mostBytes < 1) {
            throw new IllegalArgumentException("a log keeps at least 1 event and 1 byte, not " + mostEvents
                    + " and " + mostBytes);
        }
        this.mostEvents = mostEvents;
        this.mostBytes = mostBytes;
    }

    @Override
    public synchronized void start(Node listener) {
        if (node != null) {
            throw new IllegalStateException("this log is in use: make one for each Connections");
        }
        node = listener;
    }

    @Override
    public long append(String topic, Bytes event) {
        long id;
        synchronized (this) {
            id = ++last;
            var entry = new Entry(id, topic, event);
            kept.add(entry);
            bytes += event.size();
            while (kept.size() > mostEvents || bytes > mostBytes) {
                Entry oldest = kept.remove();
                bytes -= oldest.event().size();
                floor = oldest.id();
            }
            untold.add(entry);
            if (telling) {
                return id; // who tells goes on with this one
            }
            telling = true;
        }
        tell();
        return id;
    }

    @Override
    public synchronized Missed read(OptionalLong after, Set<String> topics, int most, long mostOfBytes) {
        if (after.isEmpty()) {
            return new Missed(true, last, List.of());
        }
        if (after.getAsLong() < floor || after.getAsLong() > last) {
            return new Missed(false, last, List.of());
        }
        var found = new ArrayDeque<Entry>();
        long size = 0;
        for (Iterator<Entry> newest = kept.descendingIterator(); newest.hasNext();) {
            Entry entry = newest.next();
            if (entry.id() <= after.getAsLong()) {
                break;
            }
            if (topics.contains(entry.topic())) {
                size += entry.event().size();
                if (found.size() == most || size > mostOfBytes) {
                    return new Missed(false, last, List.of());
                }
                found.addFirst(entry);
            }
        }
        return new Missed(true, last, List.copyOf(found));
    }

    @Override
    public void listen(String topic) {}

    @Override
    public void ignore(String topic) {}

    @Override
    public long told() {
        return told;
    }

    @Override
    public synchronized void close() {
        kept.clear();
        untold.clear();
        bytes = 0;
        floor = last;
    }

    private void tell() {
        for (;;) {
            Entry next;
            Node listener;
            synchronized (this) {
                next = untold.poll();
                listener = node;
                if (next == null || listener == null) {
                    telling = false;
                    return;
                }
            }
            try {
                listener.told(next);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "an event could not be passed on; the next ones are", e);
            }
            told = next.id();
        }
    }
}
