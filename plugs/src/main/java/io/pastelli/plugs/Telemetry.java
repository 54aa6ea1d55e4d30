package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Time;
import io.pastelli.plugs.TelemetryListener.Observed;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Tells a {@link TelemetryListener} when requests start, stop or fail, and when their streams end; wraps the plug it
 * observes, so put it outermost.
 *
 * <p>
 * A plain request costs no thread. {@link MicrometerListener} and {@link OpenTelemetryListener} are ready to use when
 * their library, an optional dependency, is on the class path.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 */
public final class Telemetry implements Plug {
    private static final System.Logger LOG = System.getLogger(Telemetry.class.getName());

    private final Plug inner;
    private final TelemetryListener listener;
    private final Time time;

    private Telemetry(Plug inner, TelemetryListener listener, Time time) {
        this.inner = inner;
        this.listener = listener;
        this.time = time;
    }

    /** Returns {@code inner}, observed by {@code listener}. */
    public static Plug plug(Plug inner, TelemetryListener listener) {
        return plug(inner, listener, Time.system());
    }

    /** Returns {@code inner}, observed by {@code listener} and timed by {@code time}, for tests. */
    public static Plug plug(Plug inner, TelemetryListener listener, Time time) {
        return new Telemetry(inner, listener, time);
    }

    @Override
    public Conn call(Conn conn) throws Exception {
        long begun = time.nanos();
        Observed observed = start(conn);
        TelemetryListener.Scope scope = enter(observed);
        Conn result;
        try {
            result = inner.call(conn.reach());
        } catch (Exception | Error e) {
            int status = e instanceof HttpException refusal ? refusal.status() : 500;
            tell(() -> observed.exception(conn.reached(), e, status, since(begun)));
            monitor(conn, observed, begun);
            throw e;
        } finally {
            tell(scope::close);
        }
        tell(() -> observed.stop(result, since(begun)));
        monitor(conn, observed, begun);
        return result;
    }

    private void monitor(Conn conn, Observed observed, long begun) {
        if (conn.progress().filter(progress -> progress.stream()).isPresent()) {
            conn.owner().monitor(exit -> tell(
                    () -> observed.streamEnd(exit, conn.progress().orElseThrow(), since(begun))));
        }
    }

    private Duration since(long begun) {
        return Duration.ofNanos(time.nanos() - begun);
    }

    private Observed start(Conn conn) {
        try {
            return listener.start(conn);
        } catch (RuntimeException e) {
            complain(e);
            return new Observed() {
            };
        }
    }

    private static TelemetryListener.Scope enter(Observed observed) {
        try {
            return observed.enter();
        } catch (RuntimeException e) {
            complain(e);
            return () -> {};
        }
    }

    private static void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            complain(e);
        }
    }

    private static void complain(RuntimeException e) {
        LOG.log(Level.WARNING, "a telemetry listener failed: the request goes on without it", e);
    }
}
