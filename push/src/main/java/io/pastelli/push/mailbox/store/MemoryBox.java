package io.pastelli.push.mailbox.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One mailbox in memory.
 *
 * <p>
 * <b>Threading:</b> all methods are called with this object's monitor held.
 */
final class MemoryBox {
    private static final class Entry {
        final Message message;
        final long number;
        long expires;
        int deliveries;
        long until;

        Entry(Message message, long number, long expires) {
            this.message = message;
            this.number = number;
            this.expires = expires;
        }

        Lease lease() {
            return new Lease(message, deliveries);
        }

        int size() {
            return message.body().size();
        }
    }

    private final String name;
    private final MailboxLimits limits;
    private final TreeMap<Long, Entry> waiting = new TreeMap<>(); // by number: what comes back finds its place
    private final Map<String, Entry> lent = new HashMap<>();
    private final TreeSet<Entry> ends = new TreeSet<>((a, b) -> a.until == b.until
            ? Long.compare(a.number, b.number)
            : Long.compare(a.until - b.until, 0));
    private final ArrayDeque<Entry> dead = new ArrayDeque<>();
    private List<MailboxEvent> happened = new ArrayList<>();
    private long numbers;
    private long bytes;
    private long deadBytes;
    private boolean removed;

    MemoryBox(String name, MailboxLimits limits) {
        this.name = name;
        this.limits = limits;
    }

    /** Returns what has happened since this was asked last. */
    List<MailboxEvent> happened() {
        if (happened.isEmpty()) {
            return List.of();
        }
        List<MailboxEvent> news = happened;
        happened = new ArrayList<>();
        return news;
    }

    /** Returns the bytes of all bodies. */
    long bytes() {
        return bytes + deadBytes;
    }

    boolean removed() {
        return removed;
    }

    /** Marks an empty box as removed, so that nobody puts anything into it any more. */
    boolean remove() {
        removed = waiting.isEmpty() && lent.isEmpty() && dead.isEmpty();
        return removed;
    }

    boolean push(Message message, long now) {
        tidy(now);
        if (waiting.size() + lent.size() >= limits.messages()
                || bytes + message.body().size() > limits.bytes()) {
            return false;
        }
        put(message, now);
        return true;
    }

    private void put(Message message, long now) {
        var entry = new Entry(message, numbers++, now + limits.lifetime().toNanos());
        waiting.put(entry.number, entry);
        bytes += message.body().size();
    }

    List<Lease> take(int most, long mostBytes, Duration lease, long now) {
        tidy(now);
        var taken = new ArrayList<Lease>();
        long size = 0;
        while (taken.size() < most && !waiting.isEmpty()) {
            Entry entry = waiting.firstEntry().getValue();
            size += entry.size();
            if (size > mostBytes && !taken.isEmpty()) {
                break;
            }
            waiting.pollFirstEntry();
            entry.deliveries++;
            entry.until = now + lease.toNanos();
            lent.put(entry.message.id(), entry);
            ends.add(entry);
            taken.add(entry.lease());
        }
        return taken;
    }

    Set<String> acknowledge(Collection<String> ids, long now) {
        tidy(now);
        var known = new HashSet<String>();
        for (String id : ids) {
            Entry entry = lent.remove(id);
            if (entry != null) {
                ends.remove(entry);
                bytes -= entry.size();
                known.add(id);
            }
        }
        return known;
    }

    void release(List<Lease> leases, boolean delivered, long now) {
        tidy(now);
        for (Lease lease : leases) {
            Entry entry = lent.get(lease.message().id());
            if (entry != null && entry.deliveries == lease.deliveries()) {
                ends.remove(entry);
                giveBack(entry, delivered, now);
            }
        }
    }

    private void giveBack(Entry entry, boolean delivered, long now) {
        lent.remove(entry.message.id());
        if (!delivered) {
            entry.deliveries--;
        }
        if (entry.deliveries >= limits.deliveries()) {
            bury(entry, now);
            return;
        }
        waiting.put(entry.number, entry);
        happened.add(new MailboxEvent.Returned(name, entry.message.id(), entry.deliveries));
    }

    private void bury(Entry entry, long now) {
        bytes -= entry.size(); // dead letters have a limit of their own
        deadBytes += entry.size();
        entry.expires = now + limits.lifetime().toNanos();
        dead.add(entry);
        while (dead.size() > limits.deadLetters() || deadBytes > limits.bytes()) {
            deadBytes -= dead.remove().size();
        }
        happened.add(new MailboxEvent.Died(name, entry.message.id(), entry.deliveries));
    }

    /** Ends what is over by now. */
    void tidy(long now) {
        while (!ends.isEmpty() && ends.first().until - now <= 0) {
            giveBack(ends.removeFirst(), true, now);
        }
        while (!waiting.isEmpty() && waiting.firstEntry().getValue().expires - now <= 0) {
            Entry entry = waiting.pollFirstEntry().getValue();
            bytes -= entry.size();
            happened.add(new MailboxEvent.Expired(name, entry.message.id()));
        }
        while (!dead.isEmpty() && dead.peek().expires - now <= 0) {
            deadBytes -= dead.remove().size();
        }
    }

    boolean lends() {
        return !ends.isEmpty();
    }

    /** Returns when the next lease ends; only while it lends. */
    long nextEnd() {
        return ends.first().until;
    }

    long size(long now) {
        tidy(now);
        return waiting.size();
    }

    long purge() {
        long all = (long) waiting.size() + lent.size() + dead.size();
        waiting.clear();
        lent.clear();
        ends.clear();
        dead.clear();
        bytes = 0;
        deadBytes = 0;
        return all;
    }

    List<Lease> deadLetters(long now) {
        tidy(now);
        return dead.stream().map(Entry::lease).toList();
    }

    int revive(long now) {
        tidy(now);
        int all = dead.size();
        dead.forEach(entry -> put(entry.message, now));
        dead.clear();
        deadBytes = 0;
        return all;
    }
}
