package io.pastelli.plugs;

import io.pastelli.conn.AlreadySentException;
import io.pastelli.conn.Conn;
import io.pastelli.conn.DepartedException;
import io.pastelli.owner.Time;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for one plug to return or its deadline to pass, whichever comes first.
 *
 * <p>
 * <b>Threading:</b> made and stopped by the owner's thread, run by its own. Guarded by this object's monitor, which is not
 * held while a response is sent; the interrupt is, so that it never hits a thread that has gone on to something else.
 */
final class TimeoutWatch implements Runnable {
    private enum Phase {
        RUNNING, RETURNED, EXPIRING, EXPIRED
    }

    private static final System.Logger LOG = System.getLogger(Timeout.class.getName());

    private final Conn conn;
    private final Time time;
    private final long until;
    private final Duration deadline;
    private final Thread owner = Thread.currentThread();
    // guarded by this
    private Phase phase = Phase.RUNNING;
    private @Nullable Conn answer;

    TimeoutWatch(Conn conn, Time time, long until, Duration deadline) {
        this.conn = conn;
        this.time = time;
        this.until = until;
        this.deadline = deadline;
    }

    @Override
    public void run() {
        synchronized (this) {
            while (phase == Phase.RUNNING && time.nanos() < until) {
                try {
                    time.await(this, until);
                } catch (InterruptedException e) {
                    return; // nobody does that
                }
            }
            if (phase != Phase.RUNNING) {
                return;
            }
            phase = Phase.EXPIRING;
        }
        LOG.log(Level.WARNING,
                () -> conn.method() + " " + conn.requestPath() + " took longer than " + deadline
                        + ": it is interrupted");
        Conn sent = expire();
        synchronized (this) {
            answer = sent;
            phase = Phase.EXPIRED;
            owner.interrupt();
            notifyAll();
        }
    }

    /**
     * Ends the watch when the plug has returned. After an expiry waits until that has been answered, which takes no
     * longer than handing a short response over, and clears the interrupt that came with it.
     *
     * @return the response sent at the deadline; null when it was met, or when something else had begun
     */
    @Nullable
    Conn stop() {
        synchronized (this) {
            if (phase == Phase.RUNNING) {
                phase = Phase.RETURNED;
                notifyAll();
                return null;
            }
            boolean interrupted = false;
            while (phase == Phase.EXPIRING) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true; // by the exit, which is told elsewhere too
                }
            }
            Thread.interrupted();
            if (interrupted && answer == null) {
                owner.interrupt();
            }
            return answer;
        }
    }

    private @Nullable Conn expire() {
        try {
            if (conn.progress().isEmpty()) {
                return conn.reached().putRespHeader("cache-control", "no-store")
                        .text(503, "the server took too long to answer: try again later\n").halt();
            }
        } catch (AlreadySentException e) {
            // it has begun this moment
        } catch (DepartedException e) {
            return null;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the 503 at a deadline could not be sent", e);
        }
        // what is complete stays complete: only an open response is cut
        conn.owner().link(exit -> {}).fail(new TimeoutException("no end after " + deadline));
        return null;
    }
}
