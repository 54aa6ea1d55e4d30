package io.pastelli.bayeux.status;

import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.monitor.Monitor;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what a server does, on this node: its channels with their subscribers, and what came and went.
 *
 * <p>
 * <b>Threading:</b> told on one thread, read on any.
 */
public final class Meter implements Monitor {
    private static final Comparator<Channel> BUSIEST = Comparator.comparingInt(Channel::subscribers)
            .reversed()
            .thenComparing(Channel::name);

    private final Map<String, Integer> subscribers = new ConcurrentHashMap<>();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong expired = new AtomicLong();

    /** Makes one that has counted nothing. */
    public Meter() {}

    /**
     * A channel and how many are subscribed.
     *
     * @param name the channel or pattern
     * @param subscribers how many
     */
    public record Channel(String name, int subscribers) {}

    @Override
    public void createdClient(String client, Instant at) {
        begun.incrementAndGet();
    }

    @Override
    public void destroyedClient(String client, Reason reason, Instant at) {
        if (reason == Reason.EXPIRED) {
            expired.incrementAndGet();
        }
    }

    @Override
    public void subscribed(String client, String channel, Instant at) {
        subscribers.merge(channel, 1, Integer::sum);
    }

    @Override
    public void unsubscribed(String client, String channel, Instant at) {
        subscribers.computeIfPresent(channel, (name, count) -> count > 1 ? count - 1 : null);
    }

    @Override
    public void received(Optional<String> client, Event event, Instant at) {
        received.incrementAndGet();
    }

    @Override
    public void delivered(String client, Event event, Instant at) {
        delivered.incrementAndGet();
    }

    /** Returns how many events were published. */
    public long received() {
        return received.get();
    }

    /** Returns how many events went out to clients. */
    public long delivered() {
        return delivered.get();
    }

    /** Returns how many sessions began. */
    public long begun() {
        return begun.get();
    }

    /** Returns how many sessions expired. */
    public long expired() {
        return expired.get();
    }

    /** Returns how many channels and patterns somebody is subscribed to. */
    public int channels() {
        return subscribers.size();
    }

    /** Returns the channels with most subscribers, most first. */
    public List<Channel> busiest(int most) {
        var top = new PriorityQueue<Channel>(BUSIEST.reversed());
        subscribers.forEach((name, count) -> {
            top.add(new Channel(name, count));
            if (top.size() > most) {
                top.remove();
            }
        });
        return top.stream().sorted(BUSIEST).toList();
    }
}
