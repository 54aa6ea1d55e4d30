package io.pastelli.jetty;

import io.pastelli.adapter.Settings;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections that wait too long; a running exchange is never touched, but for those of a client of HTTP/2 that
 * answers no PING.
 *
 * <p>
 * One timer walks all connections a few times in the shortest time-out: cheaper than a timer each, and a head that
 * trickles in byte by byte is late all the same.
 */
final class Reaper {
    private final WatchedConnector connector;
    private final Context context;
    private final Scheduler scheduler;
    private final Settings settings;
    private final long period;

    Reaper(WatchedConnector connector, Context context) {
        this.context = context;
        this.connector = connector;
        this.scheduler = connector.getScheduler();
        this.settings = context.settings();
        long shortest = Math.min(settings.http2().ping().toMillis(),
                Math.min(settings.timeouts().head().toMillis(), settings.timeouts().idle().toMillis()));
        this.period = Math.clamp(shortest / 8, 10, 200);
    }

    /** Walks from now on, until the scheduler stops. */
    void start() {
        scheduler.schedule(this::walk, period, TimeUnit.MILLISECONDS);
    }

    private void walk() {
        try {
            long now = System.nanoTime();
            for (EndPoint each : connector.getConnectedEndPoints()) {
                if (each instanceof WatchedEndPoint endPoint) {
                    judge(endPoint, now);
                }
            }
        } finally {
            if (connector.isRunning()) {
                start();
            }
        }
    }

    private void judge(WatchedEndPoint endPoint, long now) {
        if (context.paused() && endPoint.progress().idle()) {
            endPoint.served().idle(); // it slipped in while the pause began
            return;
        }
        switch (endPoint.progress().verdict(now, settings)) {
            case FINE -> {
            }
            case IDLE -> endPoint.served().idle();
            case LATE -> endPoint.served().late();
            case CLOSE -> endPoint.giveUp();
            case PING -> endPoint.served().ping();
            case SILENT -> endPoint.served().silent();
        }
    }
}
