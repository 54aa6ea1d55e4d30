package io.pastelli.push.bayeux.session;

import io.pastelli.push.bayeux.backend.Backend.Batch;
import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.message.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * The server's own subscription: a session without a client.
 *
 * <p>
 * <b>Threading:</b> the listener is called on a virtual thread that lives while there are events, one event at a time,
 * in order; it may block, and it may unsubscribe. What it throws is logged.
 */
public final class Subscription implements Outlet, AutoCloseable {
    private final Session session;
    private final Sessions sessions;
    private final Duration renewal;
    private final List<String> channels;
    private final BiConsumer<Event, Subscription> listener;
    private final AtomicInteger signals = new AtomicInteger(); // since the thread last looked; 0 is no thread
    private volatile boolean over;

    Subscription(Session session, Sessions sessions, Duration renewal, List<String> channels,
            BiConsumer<Event, Subscription> listener) {
        this.session = session;
        this.sessions = sessions;
        this.renewal = renewal;
        this.channels = channels;
        this.listener = listener;
    }

    Session session() {
        return session;
    }

    List<String> channels() {
        return channels;
    }

    void start() {
        session.attach(this);
        session.hold(renewal);
        ready();
    }

    /** Ends it: the listener is not called again, but for a call that runs. No effect when it has ended. */
    public void unsubscribe() {
        over = true;
        sessions.destroy(session.id(), Reason.DISCONNECTED);
    }

    /** Does the same as {@link #unsubscribe}. */
    @Override
    public void close() {
        unsubscribe();
    }

    @Override
    public void ready() {
        if (signals.getAndIncrement() == 0) {
            Thread.startVirtualThread(this::run);
        }
    }

    @Override
    public void timeUp() {
        Thread.startVirtualThread(() -> session.hold(renewal)); // the clock's thread does not wait
    }

    @Override
    public void superseded(boolean often) {
        over = true;
    }

    @Override
    public void draining() {
        // it goes on until the server is closed
    }

    @Override
    public void over(Reason reason) {
        over = true;
    }

    private void run() {
        int seen = signals.get();
        do {
            for (Optional<Batch> batch = session.begin(this); batch
                    .isPresent(); batch = session.begin(this)) {
                batch.get().events().forEach(this::tell);
                session.done(this, batch.get(), true);
            }
            seen = signals.addAndGet(-seen);
        } while (seen != 0);
    }

    private void tell(Event event) {
        if (over) {
            return;
        }
        try {
            listener.accept(event, this);
        } catch (RuntimeException e) {
            System.getLogger(Subscription.class.getName()).log(System.Logger.Level.WARNING,
                    "a subscriber to " + event.channel() + " failed", e);
        }
    }
}
