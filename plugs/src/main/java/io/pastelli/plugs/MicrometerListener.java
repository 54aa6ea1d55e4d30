package io.pastelli.plugs;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Progress;
import io.pastelli.owner.Exit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Meters of requests and streams in Micrometer: timer {@code http.server.requests} (tags {@code method}, {@code uri},
 * {@code status}, {@code exception}), gauge {@code http.server.streams.open} and timer {@code http.server.streams}
 * (tags {@code uri}, {@code exit}).
 *
 * <p>
 * Needs {@code io.micrometer:micrometer-core}. {@code uri} is the route's pattern, never the path: give
 * {@code Router::matchPath}; without a route it is {@code UNKNOWN}.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 */
public final class MicrometerListener implements TelemetryListener {
    private final MeterRegistry registry;
    private final Function<Conn, Optional<String>> route;
    private final AtomicInteger open = new AtomicInteger();

    private MicrometerListener(MeterRegistry registry, Function<Conn, Optional<String>> route) {
        this.registry = registry;
        this.route = route;
        registry.gauge("http.server.streams.open", open);
    }

    /** Returns a listener; {@code route} gives the pattern of the route a conn has taken. */
    public static TelemetryListener of(MeterRegistry registry, Function<Conn, Optional<String>> route) {
        return new MicrometerListener(registry, route);
    }

    @Override
    public Observed start(Conn conn) {
        return new Metered(conn.method());
    }

    private final class Metered implements Observed {
        private final String method;
        private volatile String uri = "UNKNOWN";
        private volatile boolean streams;

        Metered(String method) {
            this.method = TelemetryNames.method(method);
        }

        @Override
        public void stop(Conn conn, Duration elapsed) {
            int status = conn.progress().map(Progress::status).orElse(conn.status().orElse(500));
            record(conn, status, "none", elapsed);
        }

        @Override
        public void exception(Conn conn, Throwable error, int status, Duration elapsed) {
            int seen = conn.progress().map(Progress::status).orElse(status);
            record(conn, seen, error.getClass().getSimpleName(), elapsed);
        }

        @Override
        public void streamEnd(Exit exit, Progress progress, Duration elapsed) {
            if (streams) {
                open.decrementAndGet();
            }
            Timer.builder("http.server.streams").tag("uri", uri).tag("exit", exit.getClass().getSimpleName())
                    .register(registry).record(elapsed);
        }

        private void record(Conn conn, int status, String exception, Duration elapsed) {
            uri = route.apply(conn).orElse("UNKNOWN");
            if (conn.progress().filter(Progress::stream).isPresent()) {
                streams = true;
                open.incrementAndGet();
            }
            Timer.builder("http.server.requests").tag("method", method).tag("uri", uri)
                    .tag("status", String.valueOf(status)).tag("exception", exception).register(registry)
                    .record(elapsed);
        }
    }
}
