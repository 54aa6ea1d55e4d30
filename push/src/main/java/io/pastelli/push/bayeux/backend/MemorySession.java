package io.pastelli.push.bayeux.backend;

import io.pastelli.push.bayeux.backend.Backend.Batch;
import io.pastelli.push.bayeux.backend.Backend.Change;
import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.backend.Backend.Removed;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.time.Alarm;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One session in memory.
 *
 * <p>
 * <b>Threading:</b> any thread; guarded by its monitor. The node is told outside of it.
 */
final class MemorySession {
    private final String id;
    private final MemoryBackend backend;
    private final Limits limits;
    // guarded by this
    private final Set<String> subscriptions = new HashSet<>(4);
    private final EventQueue queue;
    private final Alarm alarm;
    private boolean dead;
    private long expires;

    MemorySession(String id, MemoryBackend backend, Limits limits) {
        this.id = id;
        this.backend = backend;
        this.limits = limits;
        this.queue = new EventQueue(limits);
        this.alarm = new Alarm(backend.deadlines(), this::due);
    }

    String id() {
        return id;
    }

    synchronized boolean touch(Duration lifetime) {
        if (dead) {
            return false;
        }
        expires = backend.deadlines().now() + lifetime.toNanos();
        alarm.set(expires);
        return true;
    }

    synchronized Change subscribe(List<String> names) {
        if (dead) {
            return new Change.UnknownSession();
        }
        Set<String> fresh = new LinkedHashSet<>(names);
        fresh.removeAll(subscriptions);
        if (subscriptions.size() + fresh.size() > limits.subscriptions()) {
            return new Change.TooMany();
        }
        subscriptions.addAll(fresh);
        Set<String> created = new LinkedHashSet<>(fresh);
        created.removeIf(name -> !backend.join(name, this));
        return new Change.Done(fresh, created);
    }

    synchronized Change unsubscribe(List<String> names) {
        if (dead) {
            return new Change.UnknownSession();
        }
        Set<String> ended = new LinkedHashSet<>(names);
        ended.retainAll(subscriptions);
        ended.forEach(subscriptions::remove);
        return new Change.Done(ended, left(ended));
    }

    synchronized Optional<Removed> end(Reason reason) {
        if (dead) {
            return Optional.empty();
        }
        dead = true;
        alarm.clear();
        backend.forget(this);
        Set<String> ended = Set.copyOf(subscriptions);
        subscriptions.clear();
        return Optional.of(new Removed(id, reason, ended, left(ended)));
    }

    /** Queues an event; false when this session is over, or is by this. */
    boolean offer(Event event) {
        Optional<List<Event>> dropped;
        synchronized (this) {
            if (dead) {
                return false;
            }
            dropped = queue.add(event);
        }
        if (dropped.isEmpty()) {
            end(Reason.OVERFLOWED).ifPresent(backend.node()::gone);
            return false;
        }
        dropped.get().forEach(each -> backend.node().dropped(id, each));
        backend.node().waiting(id, event.lazy());
        return !dropped.get().contains(event);
    }

    synchronized Batch take(int most) {
        return queue.take(most);
    }

    synchronized boolean acknowledge(long upTo) {
        queue.acknowledge(upTo);
        return true;
    }

    synchronized boolean putBack() {
        queue.putBack();
        return true;
    }

    synchronized boolean waiting() {
        return !queue.isEmpty();
    }

    synchronized Set<String> subscriptions() {
        return Set.copyOf(subscriptions);
    }

    private Set<String> left(Set<String> names) {
        Set<String> destroyed = new LinkedHashSet<>(names);
        destroyed.removeIf(name -> !backend.leave(name, this));
        return destroyed;
    }

    private void due() {
        Optional<Removed> removed;
        synchronized (this) {
            if (dead || expires - backend.deadlines().now() > 0) {
                return; // touched in time
            }
            removed = end(Reason.EXPIRED);
        }
        removed.ifPresent(backend.node()::gone);
    }
}
