package io.pastelli.bayeux.status;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.conn.SseEvent;
import io.pastelli.plugs.BasicAuth;
import io.pastelli.plugs.RateLimit;
import io.pastelli.push.bayeux.Bayeux;
import io.pastelli.push.sse.Connections;
import io.pastelli.router.Router;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/**
 * The status page: numbers and a chart that are pushed once a second, behind a name and a password.
 *
 * <p>
 * Who guesses passwords is slowed down to 2 requests a second. The password crosses the network as it is: serve it by
 * https.
 *
 * <p>
 * <b>Threading:</b> any thread; one virtual thread samples, until it is closed.
 */
public final class Status implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int KEPT = 120;
    private static final int BUSIEST = 20;
    private static final int REQUESTS_A_MINUTE = 120;

    private final Bayeux bayeux;
    private final Meter meter = new Meter();
    private final Connections pages = new Connections();
    private final Deque<Sample> samples = new ArrayDeque<>(); // guarded by itself
    private final long started = System.nanoTime();
    private final Thread sampler;

    /** Begins to count. */
    public Status(Bayeux bayeux) {
        this.bayeux = bayeux;
        bayeux.monitor(meter);
        this.sampler = Thread.ofVirtual().name("pastelli-status").start(this::run);
    }

    /** Returns the plug to mount at {@code /status}, for who knows name and password; {@code page} and its files. */
    public Plug plug(String user, String password, Plug page, Plug files) {
        return Router.of(r -> {
            r.plug(RateLimit.plug(REQUESTS_A_MINUTE, Duration.ofMinutes(1)));
            r.plug(BasicAuth.plug("Pastelli", user, password));
            r.get("/", page);
            r.stream("/events", this::opened);
            r.get("/:file", files);
        });
    }

    /** Ends the streams of the pages. */
    @Override
    public void close() {
        sampler.interrupt();
        bayeux.removeMonitor(meter);
        pages.close();
    }

    private Conn opened(Conn stream) {
        List<Sample> before;
        synchronized (samples) {
            before = List.copyOf(samples);
        }
        var page = pages.register(UUID.randomUUID().toString(), stream);
        before.forEach(sample -> page.send(SseEvent.json(sample)));
        return stream;
    }

    private void run() {
        long at = System.nanoTime();
        long received = 0;
        long delivered = 0;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(EVERY);
                double seconds = (System.nanoTime() - at) / 1e9;
                at = System.nanoTime();
                long receivedNow = meter.received();
                long deliveredNow = meter.delivered();
                keep(sample((receivedNow - received) / seconds, (deliveredNow - delivered) / seconds));
                received = receivedNow;
                delivered = deliveredNow;
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private Sample sample(double received, double delivered) {
        Runtime jvm = Runtime.getRuntime();
        return new Sample(System.currentTimeMillis(), (System.nanoTime() - started) / 1_000_000_000L,
                bayeux.sessions().size(), meter.channels(), received, delivered, meter.begun(),
                meter.expired(),
                jvm.totalMemory() - jvm.freeMemory(), pages.size() > 0 ? meter.busiest(BUSIEST) : List.of());
    }

    private void keep(Sample sample) {
        synchronized (samples) {
            samples.addLast(sample);
            if (samples.size() > KEPT) {
                samples.removeFirst();
            }
        }
        if (pages.size() > 0) {
            pages.broadcast(SseEvent.json(sample));
        }
    }
}
