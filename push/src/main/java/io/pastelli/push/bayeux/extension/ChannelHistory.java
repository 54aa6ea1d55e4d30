package io.pastelli.push.bayeux.extension;

import io.pastelli.push.bayeux.message.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;

/** The last events of one channel, numbered from 1. */
final class ChannelHistory {
    private final int most;
    // guarded by this
    private final Deque<Event> events = new ArrayDeque<>();
    private long number;

    ChannelHistory(int most) {
        this.most = most;
    }

    synchronized Event add(LongFunction<Event> numbered) {
        Event event = numbered.apply(++number);
        events.add(event);
        if (events.size() > most) {
            events.poll();
        }
        return event;
    }

    /** The events after this number, at most the last so many. */
    synchronized List<Event> since(long since, int last) {
        long oldest = number - events.size();
        long skip = Math.max(Math.max(since - oldest, 0), events.size() - (long) last);
        return events.stream().skip(Math.min(skip, events.size())).toList();
    }
}
