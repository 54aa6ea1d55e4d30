package io.pastelli.push.bayeux.backend;

import io.pastelli.push.bayeux.backend.Backend.Batch;
import io.pastelli.push.bayeux.message.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The events of one session: those that wait, and behind them in time those that are lent. Guarded by its session. */
final class EventQueue {
    private final Limits limits;
    private final Deque<Event> waiting = new ArrayDeque<>(0);
    private final Deque<Batch> lent = new ArrayDeque<>(0);
    private int size; // with those lent
    private long bytes;
    private long number;

    EventQueue(Limits limits) {
        this.limits = limits;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** What became of an event: those that were dropped for it, itself perhaps; empty when the session has to end. */
    Optional<List<Event>> add(Event event) {
        if (fits(event)) {
            put(event);
            return Optional.of(List.of());
        }
        return switch (limits.overflow()) {
            case DISCONNECT -> Optional.empty();
            case DROP_NEWEST -> Optional.of(List.of(event));
            case COALESCE -> Optional.of(coalesce(event));
            case DROP_OLDEST -> Optional.of(dropOldest(event));
        };
    }

    Batch take(int most) {
        if (waiting.isEmpty()) {
            return new Batch(number, List.of());
        }
        var events = new ArrayList<Event>(Math.min(most, waiting.size()));
        while (events.size() < most && !waiting.isEmpty()) {
            events.add(waiting.poll());
        }
        var batch = new Batch(++number, List.copyOf(events));
        lent.add(batch);
        return batch;
    }

    void acknowledge(long upTo) {
        while (!lent.isEmpty() && lent.peek().number() <= upTo) {
            lent.poll().events().forEach(this::forget);
        }
    }

    void putBack() {
        while (!lent.isEmpty()) {
            lent.pollLast().events().reversed().forEach(waiting::addFirst);
        }
    }

    private boolean fits(Event event) {
        return size == 0 || (size < limits.queue() && bytes + length(event) <= limits.queueBytes());
    }

    private List<Event> dropOldest(Event event) {
        var dropped = new ArrayList<Event>(1);
        while (!fits(event) && !waiting.isEmpty()) {
            Event oldest = waiting.poll();
            forget(oldest);
            dropped.add(oldest);
        }
        if (fits(event)) {
            put(event);
        } else {
            dropped.add(event); // all that is left is lent
        }
        return dropped;
    }

    private List<Event> coalesce(Event event) {
        Object key = limits.key().apply(event);
        Optional<Event> older = waiting.stream().filter(each -> limits.key().apply(each).equals(key))
                .findFirst();
        if (older.isEmpty()) {
            return dropOldest(event);
        }
        var dropped = new ArrayList<Event>(1);
        dropped.add(older.get());
        waiting.remove(older.get());
        forget(older.get());
        dropped.addAll(dropOldest(event));
        return dropped;
    }

    private void put(Event event) {
        waiting.add(event);
        size++;
        bytes += length(event);
    }

    private void forget(Event event) {
        size--;
        bytes -= length(event);
    }

    private static int length(Event event) {
        return event.data().text().length();
    }
}
