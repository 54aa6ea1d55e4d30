package io.pastelli.push.bayeux.backend;

import io.pastelli.owner.Time;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.time.Deadlines;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything in this process: for one node.
 *
 * <p>
 * <b>Threading:</b> any thread. A session is guarded by its own monitor, the sets of subscribers are concurrent; a
 * session's monitor is taken before a subscriber set changes, never the other way. A channel's order is taken first.
 */
public final class MemoryBackend implements Backend {
    private final ConcurrentMap<String, MemorySession> sessions = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Set<MemorySession>> channels = new ConcurrentHashMap<>();
    // held while an event goes into the queues, so that all see a channel's events in one order
    private final Object[] orders = Stream.generate(Object::new).limit(64).toArray();
    private final Deadlines deadlines;
    private @Nullable Listener node;
    private Limits limits = Limits.DEFAULT;

    /** Makes an empty one by the real clock. */
    public MemoryBackend() {
        this(Time.system());
    }

    /** Makes an empty one that expires sessions by {@code time}. */
    public MemoryBackend(Time time) {
        this.deadlines = new Deadlines(time);
    }

    @Override
    public void start(Listener listener, Limits most) {
        node = listener;
        limits = most;
    }

    @Override
    public boolean create(String id, Duration lifetime) {
        if (sessions.size() >= limits.sessions()) {
            return false;
        }
        var session = new MemorySession(id, this, limits);
        if (sessions.putIfAbsent(id, session) != null) {
            return false;
        }
        return session.touch(lifetime);
    }

    @Override
    public boolean touch(String id, Duration lifetime) {
        return with(id, false, session -> session.touch(lifetime));
    }

    @Override
    public Change subscribe(String id, List<String> names) {
        return with(id, new Change.UnknownSession(), session -> session.subscribe(names));
    }

    @Override
    public Change unsubscribe(String id, List<String> names) {
        return with(id, new Change.UnknownSession(), session -> session.unsubscribe(names));
    }

    @Override
    public Optional<Removed> destroy(String id, Reason reason) {
        return with(id, Optional.empty(), session -> session.end(reason));
    }

    @Override
    public int publish(Event event, List<String> keys) {
        synchronized (orders[Math.floorMod(event.channel().hashCode(), orders.length)]) {
            return distribute(event, keys);
        }
    }

    private int distribute(Event event, List<String> keys) {
        Collection<MemorySession> found = List.of();
        for (String key : keys) {
            Set<MemorySession> members = channels.get(key);
            if (members != null) {
                if (found.isEmpty()) {
                    found = members;
                } else {
                    found = new HashSet<>(found);
                    found.addAll(members);
                }
            }
        }
        int reached = 0;
        for (MemorySession session : found) {
            reached += session.offer(event) ? 1 : 0;
        }
        return reached;
    }

    @Override
    public boolean deliver(String id, Event event) {
        return with(id, false, session -> session.offer(event));
    }

    @Override
    public Batch take(String id, int most) {
        return with(id, new Batch(0, List.of()), session -> session.take(most));
    }

    @Override
    public void acknowledge(String id, long upTo) {
        with(id, true, session -> session.acknowledge(upTo));
    }

    @Override
    public void putBack(String id) {
        with(id, true, MemorySession::putBack);
    }

    @Override
    public boolean waiting(String id) {
        return with(id, false, MemorySession::waiting);
    }

    @Override
    public Set<String> sessions() {
        return Set.copyOf(sessions.keySet());
    }

    @Override
    public Set<String> subscriptions(String id) {
        return with(id, Set.of(), MemorySession::subscriptions);
    }

    @Override
    public Set<String> channels() {
        return Set.copyOf(channels.keySet());
    }

    @Override
    public Set<String> subscribers(String channel) {
        return channels.getOrDefault(channel, Set.of()).stream().map(MemorySession::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean hasSubscribers(String channel) {
        return channels.containsKey(channel);
    }

    @Override
    public void close() {
        deadlines.close();
    }

    Listener node() {
        Listener told = node;
        if (told == null) {
            throw new IllegalStateException("start the backend first");
        }
        return told;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    /** Adds a member; true when it is the first. */
    boolean join(String channel, MemorySession session) {
        var first = new boolean[1];
        channels.compute(channel, (name, members) -> {
            first[0] = members == null;
            Set<MemorySession> all = members == null ? ConcurrentHashMap.newKeySet(4) : members;
            all.add(session);
            return all;
        });
        return first[0];
    }

    /** Takes a member out; true when it was the last. */
    boolean leave(String channel, MemorySession session) {
        var last = new boolean[1];
        channels.computeIfPresent(channel, (name, members) -> {
            members.remove(session);
            last[0] = members.isEmpty();
            return last[0] ? null : members;
        });
        return last[0];
    }

    void forget(MemorySession session) {
        sessions.remove(session.id(), session);
    }

    private <T> T with(String id, T otherwise, Function<MemorySession, T> action) {
        MemorySession session = sessions.get(id);
        return session == null ? otherwise : action.apply(session);
    }
}
