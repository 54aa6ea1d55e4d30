package io.pastelli.push.sse;

import io.pastelli.owner.Linked;
import io.pastelli.owner.Time;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Waits until streams that were asked to end have ended. Any thread; one waits. */
final class Parting {
    private final Time time;
    private final Set<Connection> left = new HashSet<>(); // guarded by this

    Parting(Time time) {
        this.time = time;
    }

    void add(Connection connection) {
        synchronized (this) {
            left.add(connection);
        }
        connection.stream().owner().monitor((Linked) exit -> {
            synchronized (this) {
                left.remove(connection);
                notifyAll();
            }
        });
    }

    /** Waits at most so long, then cuts those that are left; an interrupt cuts them at once. */
    void await(Duration grace) {
        List<Connection> late;
        synchronized (this) {
            long until = time.nanos() + grace.toNanos();
            try {
                while (!left.isEmpty() && time.nanos() < until) {
                    time.await(this, until);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            late = List.copyOf(left);
        }
        late.forEach(connection -> connection.outbox()
                .cut(new TimeoutException("the client took too long to take what was left for it")));
    }
}
