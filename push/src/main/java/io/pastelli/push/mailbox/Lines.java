package io.pastelli.push.mailbox;

import io.pastelli.push.mailbox.store.Lease;
import io.pastelli.push.mailbox.store.MailboxStore;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for messages, a line for each name: first come, first served.
 *
 * <p>
 * <b>Threading:</b> any thread. One virtual thread a line, started when there is something to do, takes on behalf of the
 * first in it; the store is called with no lock held.
 */
final class Lines {
    private final MailboxStore store;
    private final BiConsumer<String, List<Lease>> lent;
    private final ConcurrentMap<String, Line> lines = new ConcurrentHashMap<>();
    private final AtomicBoolean failing = new AtomicBoolean();

    Lines(MailboxStore store, BiConsumer<String, List<Lease>> lent) {
        this.store = store;
        this.lent = lent;
    }

    /** Puts somebody at the end of a line; false when that is as long as it may be. */
    boolean join(String name, Waiter waiter, int longest) {
        for (;;) {
            Line line = lines.computeIfAbsent(name, Line::new);
            switch (line.join(waiter, longest)) {
                case JOINED -> {
                    line.listen();
                    line.wake();
                    return true;
                }
                case TOO_LONG -> {
                    return false;
                }
                case CLOSED -> lines.remove(name, line);
            }
        }
    }

    /** Takes somebody out of a line; false when messages were taken for them: they come, or have come. */
    boolean leave(String name, Waiter waiter) {
        Line line = lines.get(name);
        return line != null && line.leave(waiter);
    }

    /** Messages wait, probably. */
    void wake(String name) {
        Line line = lines.get(name);
        if (line != null) {
            line.wake();
        }
    }

    /** Returns how many wait for messages of a name. */
    int waiting(String name) {
        Line line = lines.get(name);
        return line == null ? 0 : line.length();
    }

    private enum Joined {
        JOINED, TOO_LONG, CLOSED
    }

    private final class Line {
        private final String name;
        // guarded by this
        private final LinkedHashSet<Waiter> waiters = new LinkedHashSet<>();
        private boolean running;
        private boolean again;
        private boolean closed;
        private boolean listens;

        Line(String name) {
            this.name = name;
        }

        void listen() {
            synchronized (this) {
                if (listens) {
                    return;
                }
                listens = true;
            }
            store.listen(name);
        }

        synchronized Joined join(Waiter waiter, int longest) {
            if (closed) {
                return Joined.CLOSED;
            }
            return waiters.size() < longest && waiters.add(waiter) ? Joined.JOINED : Joined.TOO_LONG;
        }

        boolean leave(Waiter waiter) {
            synchronized (this) {
                if (!waiters.remove(waiter)) {
                    return false;
                }
            }
            closeWhenEmpty();
            return true;
        }

        synchronized int length() {
            return waiters.size();
        }

        synchronized void wake() {
            if (running) {
                again = true;
            } else if (!waiters.isEmpty()) {
                running = true;
                Thread.ofVirtual().name("mailbox " + name).start(this::serve);
            }
        }

        private void serve() {
            try {
                for (Waiter first = first(); first != null; first = first()) {
                    List<Lease> leases = store.take(name, first.most(), first.mostBytes(), first.lease());
                    failing.set(false);
                    if (!leases.isEmpty()) {
                        handOver(first, leases);
                    } else if (served()) {
                        break;
                    }
                }
            } catch (RuntimeException e) {
                stopped();
                Level level = failing.getAndSet(true) ? Level.DEBUG : Level.WARNING; // once until it works again
                System.getLogger(Lines.class.getName()).log(level,
                        "messages of " + name + " could not be taken: those who wait for them go on waiting",
                        e);
            }
            closeWhenEmpty();
        }

        private void handOver(Waiter first, List<Lease> leases) {
            if (leave(first) && first.deliver(leases)) {
                lent.accept(name, leases);
            } else {
                store.release(name, leases, false);
            }
        }

        private synchronized @Nullable Waiter first() {
            again = false;
            running = !waiters.isEmpty();
            return running ? waiters.getFirst() : null;
        }

        /** Nothing was there; but maybe since. */
        private synchronized boolean served() {
            running = again;
            return !running;
        }

        private synchronized void stopped() {
            running = false;
        }

        private void closeWhenEmpty() {
            boolean listened;
            synchronized (this) {
                if (closed || running || !waiters.isEmpty()) {
                    return;
                }
                closed = true;
                listened = listens;
            }
            lines.remove(name, this);
            if (listened) {
                store.ignore(name);
            }
        }
    }
}
