package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.owner.Time;
import java.time.Duration;

/**
 * Gives a plug a deadline: when it has not returned by then, the client gets a 503 if no response has begun, else the
 * response is cut; and the owner's thread is interrupted.
 *
 * <p>
 * The deadline is the plug's, not the stream's: one that has returned an open stream has met it. A handler that stays
 * with its stream is cut, so wrap those routes that answer, not those that stay. What the plug throws or returns after
 * its deadline is ignored. Code that ignores its interrupt goes on on its thread; its client waits no longer. An
 * {@link ErrorHandler} inside does not render the 503; it is plain text with what was put on the conn until then.
 *
 * <p>
 * A request that takes part costs one virtual thread while it runs.
 *
 * <p>
 * <b>Threading:</b> safe to share; the response at the deadline is sent by a thread of its own.
 *
 * {@snippet :
 * Plug quick = io.pastelli.plugs.Timeout.plug(app, Duration.ofSeconds(10));
 * }
 */
public final class Timeout implements Plug {
    private final Plug inner;
    private final Duration deadline;
    private final Time time;

    private Timeout(Plug inner, Duration deadline, Time time) {
        this.inner = inner;
        this.deadline = deadline;
        this.time = time;
    }

    /**
     * Returns {@code inner} with a deadline.
     *
     * @throws IllegalArgumentException when the deadline is not positive
     */
    public static Plug plug(Plug inner, Duration deadline) {
        return plug(inner, deadline, Time.system());
    }

    /** Returns {@code inner} with a deadline by {@code time}, for tests. */
    public static Plug plug(Plug inner, Duration deadline, Time time) {
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("a deadline lies ahead: give more than " + deadline);
        }
        return new Timeout(inner, deadline, time);
    }

    @Override
    public Conn call(Conn conn) throws Exception {
        var watch = new TimeoutWatch(conn, time, time.nanos() + deadline.toNanos(), deadline);
        Thread.ofVirtual().name("pastelli-timeout").start(watch);
        Conn result;
        try {
            result = inner.call(conn.reach());
        } catch (Exception | Error e) {
            Conn answer = watch.stop();
            if (answer != null) {
                return answer;
            }
            throw e;
        }
        Conn answer = watch.stop();
        return answer == null ? result : answer;
    }
}
