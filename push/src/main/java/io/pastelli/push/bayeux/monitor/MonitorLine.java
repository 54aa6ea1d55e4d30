package io.pastelli.push.bayeux.monitor;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * News for one monitor, told in order on a virtual thread that lives while there is something to tell.
 *
 * <p>
 * A monitor that falls 1 000 000 events behind loses what comes then, with one warning.
 */
final class MonitorLine {
    private static final int MOST = 1_000_000;

    private final Monitor monitor;
    // guarded by this
    private final Queue<Runnable> news = new ArrayDeque<>(0);
    private boolean running;
    private boolean warned;

    MonitorLine(Monitor monitor) {
        this.monitor = monitor;
    }

    Monitor monitor() {
        return monitor;
    }

    synchronized void add(Runnable item) {
        if (news.size() >= MOST) {
            if (!warned) {
                warned = true;
                log("is too slow: from now on it misses events", null);
            }
            return;
        }
        news.add(item);
        if (!running) {
            running = true;
            Thread.startVirtualThread(this::run);
        }
    }

    private void run() {
        for (Runnable item = next(); item != null; item = next()) {
            try {
                item.run();
            } catch (RuntimeException e) {
                log("failed", e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable item = news.poll();
        running = item != null;
        return item;
    }

    private void log(String what, @Nullable Throwable error) {
        System.getLogger(MonitorLine.class.getName()).log(System.Logger.Level.WARNING,
                "monitor " + monitor.getClass().getName() + " " + what, error);
    }
}
