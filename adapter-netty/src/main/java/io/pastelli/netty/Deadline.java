package io.pastelli.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One point in time a connection has to do something by. Moving it costs a field: the timer looks again when it fires.
 *
 * <p>
 * <b>Threading:</b> the connection's event loop.
 */
final class Deadline {
    private final EventLoop loop;
    private final Runnable missed;
    private boolean set;
    private long at;
    private @Nullable ScheduledFuture<?> timer;
    private long timerAt;

    Deadline(EventLoop loop, Runnable missed) {
        this.loop = loop;
        this.missed = missed;
    }

    /** Sets the deadline, in place of an earlier one. */
    void in(Duration time) {
        at = System.nanoTime() + time.toNanos();
        set = true;
        if (timer == null || timerAt - at > 0) {
            schedule();
        }
    }

    /** Takes the deadline away. */
    void clear() {
        set = false;
    }

    /** Takes deadline and timer away, when none is needed for long. */
    void stop() {
        clear();
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void schedule() {
        if (timer != null) {
            timer.cancel(false);
        }
        timerAt = at;
        timer = loop.schedule(this::look, at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        timer = null;
        if (set && at - System.nanoTime() > 0) {
            schedule();
        } else if (set) {
            set = false;
            missed.run();
        }
    }
}
