package io.pastelli.bench.soak;

import io.pastelli.bench.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Visitors of one server who come and go all the time; their number stays.
 *
 * <p>
 * <b>Threading:</b> one virtual thread a visitor; another one starts and ends it all.
 */
final class Crowd {
    private static final int MOST_ERRORS = 20;
    private static final Map<Visitor, Integer> KINDS = Map.of(new StreamVisitor(Wire.STREAMS), 60,
            new StreamVisitor(Wire.STAYING), 20, new StreamVisitor.Stalling(SoakServerMain.WIDE), 8,
            new SocketVisitor(Wire.SOCKETS), 25, new BayeuxVisitor("websocket"), 15,
            new BayeuxVisitor("long-polling"), 15, new BoxVisitor(), 12, new RequestVisitor(), 8);

    private final int port;
    private final AtomicLong visits = new AtomicLong();
    private final AtomicLong checked = new AtomicLong();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean leaving;

    private Crowd(int port) {
        this.port = port;
    }

    /** Begins; {@code part} of the visitors come, at least one of each kind. */
    static Crowd start(int port, double part) {
        var crowd = new Crowd(port);
        KINDS.forEach((visitor, count) -> {
            for (int i = 0; i < Math.max(1, (int) (count * part)); i++) {
                crowd.threads.add(Thread.ofVirtual().start(() -> crowd.come(visitor)));
            }
        });
        return crowd;
    }

    private void come(Visitor visitor) {
        while (!leaving) {
            String id = "v" + visits.incrementAndGet();
            try {
                visitor.visit(new Stay(this, port, id, checked));
            } catch (InterruptedException e) {
                errors.add(visitor + " did not leave in time");
                return;
            } catch (IOException | RuntimeException e) {
                if (errors.size() < MOST_ERRORS) {
                    errors.add(
                            LocalTime.now(ZoneOffset.UTC).withNano(0) + " " + visitor + " " + id + ": " + e);
                }
            }
        }
    }

    boolean leaving() {
        return leaving;
    }

    /** Has everybody leave, and waits for them. */
    void leave() throws InterruptedException {
        leaving = true;
        long until = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        for (Thread each : threads) {
            if (!each.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())))) {
                each.interrupt();
            }
        }
    }

    /** Returns how often somebody came. */
    long visits() {
        return visits.get();
    }

    /** Returns how much was looked at and found right. */
    long checked() {
        return checked.get();
    }

    /** Returns what was not right, the first of it. */
    List<String> errors() {
        return List.copyOf(errors);
    }
}
