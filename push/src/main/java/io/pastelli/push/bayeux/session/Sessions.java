package io.pastelli.push.bayeux.session;

import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.Backend.Change;
import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.backend.Backend.Removed;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.monitor.Monitors;
import io.pastelli.push.bayeux.time.Deadlines;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;

/**
 * The sessions that this node serves.
 *
 * <p>
 * A session that handshook on another node is taken over at its first message here.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
public final class Sessions implements Backend.Listener {
    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 32; // 165 bits

    private final ConcurrentMap<String, Session> local = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Subscription> own = new ConcurrentHashMap<>(); // the server's
    private final SecureRandom random = new SecureRandom();
    private final Addresses addresses;
    private final Backend backend;
    private final Deadlines deadlines;
    private final Monitors monitors;
    private final SessionOptions options;
    private final BiConsumer<String, Event> dropped;

    /** Makes an empty set; {@code dropped} is told of events that a full queue has dropped. */
    public Sessions(Backend backend, Deadlines deadlines, Monitors monitors, SessionOptions options,
            BiConsumer<String, Event> dropped) {
        this.backend = backend;
        this.deadlines = deadlines;
        this.monitors = monitors;
        this.options = options;
        this.dropped = dropped;
        this.addresses = new Addresses(options.clientsPerAddress());
    }

    /** Begins a session for a client at this address; empty when there are too many, there or at all. */
    public Optional<Session> create(InetAddress address) {
        if (!addresses.enter(address)) {
            return Optional.empty();
        }
        String id = newId();
        if (!backend.create(id, options.expiry())) {
            addresses.leave(address);
            return Optional.empty();
        }
        monitors.created(id);
        var session = new Session(id, this, Optional.of(address));
        local.put(id, session);
        return Optional.of(session);
    }

    /**
     * Subscribes the server itself.
     *
     * @throws IllegalStateException when the backend takes no more
     */
    public Subscription subscribe(List<String> channels, BiConsumer<Event, Subscription> listener) {
        String id = newId();
        if (!backend.create(id, options.expiry())) {
            throw new IllegalStateException(
                    "there are too many sessions to subscribe: raise Limits.sessions");
        }
        var session = new Session(id, this, Optional.empty());
        var subscription = new Subscription(session, this, options.timeout(), channels, listener);
        own.put(id, subscription);
        local.put(id, session);
        if (!(backend.subscribe(id, channels) instanceof Change.Done done)) {
            destroy(id, Reason.DISCONNECTED);
            throw new IllegalStateException("these are too many channels: raise Limits.subscriptions");
        }
        monitors.subscribed(id, done);
        subscription.start();
        return subscription;
    }

    private String newId() {
        var id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    /** Finds a session by its id and notes that it is alive. */
    public Optional<Session> find(String id) {
        Session known = local.get(id);
        Duration lifetime = known != null && known.connected()
                ? options.timeout().plus(options.expiry())
                : options.expiry();
        if (id.length() > 4 * ID_LENGTH || !backend.touch(id, lifetime)) {
            return Optional.empty();
        }
        if (known != null) {
            return Optional.of(known);
        }
        Session adopted = adopt(id);
        if (!backend.touch(id, lifetime)) { // gone before we could be told
            local.remove(id, adopted);
            return Optional.empty();
        }
        return Optional.of(adopted);
    }

    /** Returns a session that is served here. */
    public Optional<Session> local(String id) {
        return Optional.ofNullable(local.get(id));
    }

    /** Returns the sessions that are served here. */
    public Collection<Session> all() {
        return local.values().stream().filter(session -> !own.containsKey(session.id())).toList();
    }

    /** Ends a session; false when it is over already. */
    public boolean destroy(String id, Reason reason) {
        Optional<Removed> removed = backend.destroy(id, reason);
        removed.ifPresent(this::gone);
        return removed.isPresent();
    }

    @Override
    public void waiting(String id, boolean lazy) {
        Session session = local.get(id);
        if (session != null) {
            session.waiting(lazy);
        }
    }

    @Override
    public void dropped(String id, Event event) {
        dropped.accept(id, event);
    }

    @Override
    public void gone(Removed removed) {
        Session session = local.remove(removed.session());
        if (session != null) {
            session.address().ifPresent(addresses::leave);
            session.over(removed.reason());
        }
        monitors.unsubscribed(removed.session(),
                new Change.Done(removed.unsubscribed(), removed.destroyed()));
        if (own.remove(removed.session()) == null) {
            monitors.destroyed(removed.session(), removed.reason());
        }
    }

    @Override
    public void moved(String id) {
        Session session = local.get(id);
        if (session != null) {
            session.moved();
        }
    }

    @Override
    public void ended(String id, Reason reason) {
        Subscription subscription = own.get(id);
        if (subscription != null) {
            restore(subscription);
            return;
        }
        Session session = local.remove(id);
        if (session != null) {
            session.address().ifPresent(addresses::leave);
            session.over(reason);
        }
    }

    /** Has the server's own subscription back, whose session was lost: it does not end before it is told to. */
    private void restore(Subscription subscription) {
        String id = subscription.session().id();
        if (backend.create(id, options.expiry())) {
            backend.subscribe(id, subscription.channels());
        }
        subscription.ready();
    }

    /** Returns where sessions are kept. */
    public Backend backend() {
        return backend;
    }

    /** Returns who is told. */
    public Monitors monitors() {
        return monitors;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    Duration expiry() {
        return options.expiry();
    }

    Duration timeout() {
        return options.timeout();
    }

    Duration maxLazy() {
        return options.maxLazy();
    }

    int batchMost() {
        return options.batchMost();
    }

    private Session adopt(String id) {
        return local.computeIfAbsent(id, name -> new Session(name, this, Optional.empty()));
    }
}
