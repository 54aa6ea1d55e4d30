package io.pastelli.push.bayeux.session;

import io.pastelli.push.bayeux.backend.Backend.Batch;
import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.backend.UnavailableException;
import io.pastelli.push.bayeux.message.Event;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A client: its id, its attributes on this node, and the way that messages take to it.
 *
 * <p>
 * Events go into one response at a time. What {@link #begin} lends is either confirmed by {@link #done} once the
 * response was taken, or goes back to the front of the queue; until then nothing else is sent, so their order holds.
 *
 * <p>
 * <b>Threading:</b> any thread; guarded by its monitor. Outlets are told outside of it.
 */
@SuppressWarnings("ReferenceEquality") // an outlet is the very same one, not an equal one
public final class Session {
    private final String id;
    private final Sessions sessions;
    private final Optional<InetAddress> address;
    private final Map<String, Object> attributes = new ConcurrentHashMap<>(0);
    private final Supersessions supersessions = new Supersessions();
    private final AtomicBoolean slowed = new AtomicBoolean();
    private final HoldAlarms alarms;
    // guarded by this
    private volatile @Nullable Outlet outlet; // changed under the monitor
    private @Nullable Outlet standby; // it outlasts the outlet
    private boolean delivering;
    private int batches;
    private boolean acknowledges;

    Session(String id, Sessions sessions, Optional<InetAddress> address) {
        this.id = id;
        this.sessions = sessions;
        this.address = address;
        this.alarms = new HoldAlarms(sessions.deadlines(), this::timeUp, this::ready);
    }

    /** Returns the client's id. */
    public String id() {
        return id;
    }

    /** Returns what the application keeps with the session, on this node; a concurrent map. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /** Returns what the session is subscribed to, as a copy. */
    public Set<String> subscriptions() {
        return sessions.backend().subscriptions(id);
    }

    /** Sends an event to this client only; false when the session is over. */
    public boolean deliver(Event event) {
        return sessions.backend().deliver(id, event);
    }

    /** Sends data on a channel to this client only; false when the session is over. */
    public boolean deliver(String channel, Object data) {
        return deliver(Event.of(channel, data));
    }

    /** Ends the session: the client is told not to come back with it. False when it is over already. */
    public boolean kick() {
        return sessions.destroy(id, Reason.KICKED);
    }

    /** Runs {@code work} and delivers what is sent to this client meanwhile in one go. */
    public void batch(Runnable work) {
        synchronized (this) {
            batches++;
        }
        try {
            work.run();
        } finally {
            boolean last;
            synchronized (this) {
                last = --batches == 0;
            }
            if (last) {
                ready();
            }
        }
    }

    /** Tells whether the client acknowledges what it got (CometD's {@code ack}). */
    public synchronized boolean acknowledges() {
        return acknowledges;
    }

    /** Notes that the client acknowledges what it gets. */
    public synchronized void acknowledge() {
        acknowledges = true;
    }

    /** Takes a client's word that it got all batches up to this one; what was lent and did not arrive waits again. */
    public synchronized void acknowledged(long upTo) {
        acknowledges = true;
        if (delivering) {
            sessions.backend().acknowledge(id, upTo);
        } else {
            sessions.backend().resume(id, upTo);
        }
    }

    /**
     * Makes {@code next} the way to the client; the one before is told, also whether that happens suspiciously often, as
     * when two pages share a session.
     */
    public void attach(Outlet next) {
        List<Outlet> replaced;
        synchronized (this) {
            replaced = replace(next);
        }
        for (Outlet before : replaced) {
            boolean often = supersessions.tooMany(sessions.deadlines().now());
            if (often) {
                slowed.set(true);
            }
            before.superseded(often);
        }
    }

    private List<Outlet> replace(Outlet next) {
        var replaced = new ArrayList<Outlet>(2);
        Outlet before = outlet;
        outlet = next;
        if (before != null && before.outlasts() && !next.outlasts()) {
            standby = before;
        } else if (before != null && before != next) {
            replaced.add(before);
        }
        if (standby != null && next.outlasts()) {
            replaced.add(standby);
            standby = null;
        }
        return replaced;
    }

    /** Tells, once, whether the client was advised to slow down, and should hear our usual advice again. */
    public boolean wasSlowed() {
        return slowed.getPlain() && slowed.getAndSet(false);
    }

    /** Holds the way open for this long, and keeps the session alive meanwhile. */
    public void hold(Duration timeout) {
        touch(timeout.plus(sessions.expiry()));
        alarms.hold(timeout);
    }

    /** Ends a way to the client; when none is left the session lives until it expires. */
    public void detach(Outlet old) {
        Outlet now;
        synchronized (this) {
            if (outlet != old) {
                standby = standby == old ? null : standby;
                return;
            }
            now = standby;
            if (now == null) {
                touch(sessions.expiry()); // who sees that the way is gone may count on when the session goes
            }
            outlet = now;
            standby = null;
        }
        alarms.clear();
        if (now != null) {
            hold(sessions.timeout());
            now.ready();
        }
    }

    /** Tells whether the session has an open way to the client. */
    public boolean connected() {
        return outlet != null;
    }

    /** Tells whether events are on their way to the client, of which it is not known yet whether they arrive. */
    public synchronized boolean delivering() {
        return delivering;
    }

    /** Lends events to a way, if it is the one, none are lent, and there are some. */
    public synchronized Optional<Batch> begin(Outlet asks) {
        if (outlet != asks || delivering || batches > 0) {
            return Optional.empty();
        }
        Batch batch;
        try {
            batch = sessions.backend().take(id, sessions.batchMost());
        } catch (UnavailableException e) {
            return Optional.empty(); // we are told what waits when it is back
        }
        if (batch.events().isEmpty()) {
            return Optional.empty();
        }
        delivering = true;
        return Optional.of(batch);
    }

    /** Says what became of events that were lent to {@code asked}. */
    public void done(Outlet asked, Batch batch, boolean sent) {
        Outlet next;
        synchronized (this) {
            delivering = false;
            next = outlet;
            if (acknowledges ? next != null && next != asked : !sent) {
                sessions.backend().putBack(id); // what the newer connect has not acknowledged
            } else if (!acknowledges) {
                sessions.backend().acknowledge(id, batch.number());
            } // else the client will say, who knows it better than we do
        }
        if (sent) {
            sessions.monitors().delivered(id, batch.events());
        }
        if (next != null && sessions.backend().waiting(id)) {
            next.ready();
        }
    }

    /** Sends the client elsewhere. */
    public void drain() {
        open().forEach(Outlet::draining);
    }

    /** Where the client shook hands from, if it did on this node. */
    Optional<InetAddress> address() {
        return address;
    }

    void waiting(boolean lazy) {
        if (lazy) {
            alarms.lazily(sessions.maxLazy());
        } else {
            ready();
        }
    }

    void over(Reason reason) {
        List<Outlet> last;
        synchronized (this) {
            last = open();
            outlet = null;
            standby = null;
        }
        alarms.clear();
        last.forEach(each -> each.over(reason));
    }

    private synchronized List<Outlet> open() {
        return Stream.of(Optional.ofNullable(outlet), Optional.ofNullable(standby)).flatMap(Optional::stream)
                .toList();
    }

    /** Answers what is held here: the client is at another node. */
    void moved() {
        List<Outlet> here;
        synchronized (this) {
            here = open();
            outlet = null;
            standby = null;
        }
        alarms.clear();
        here.forEach(each -> each.superseded(false));
    }

    private void touch(Duration lifetime) {
        try {
            sessions.backend().touch(id, lifetime);
        } catch (UnavailableException e) {
            // no session expires before it had the time to be touched
        }
    }

    private void ready() {
        Outlet now = outlet;
        if (now != null) {
            now.ready();
        }
    }

    private void timeUp() {
        Outlet now = outlet;
        if (now != null) {
            now.timeUp();
        }
    }

    /** Returns the id: enough for a log, and a secret there. */
    @Override
    public String toString() {
        return "Session[" + id.substring(0, Math.min(6, id.length())) + "…]";
    }
}
