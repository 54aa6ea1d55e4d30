package io.pastelli.bench;

import java.io.IOException;
import java.time.Duration;

/**
 * What one round came to.
 *
 * @param perCpuSecond requests or deliveries per CPU-second of the server's process, its JIT threads left out
 * @param perSecond the same per second of time
 * @param p50 median latency in µs
 * @param p99 latency in µs that one in a hundred exceeds
 * @param p999 latency in µs that one in a thousand exceeds
 * @param allocated bytes of heap for each request or delivery; NaN where the server does not tell
 */
record Measured(double perCpuSecond, double perSecond, double p50, double p99, double p999,
        double allocated) {
    private static final int DELIVERIES_PER_SECOND = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Opens the streams of a workload and waits until the server counts them: a client has its head before. */
    static void open(Subject on, Workload workload) throws InterruptedException {
        long due = on.serve().number("opened") + workload.streams();
        on.load().ask("streams " + workload.label() + " " + workload.path() + " " + workload.streams());
        long start = System.nanoTime();
        while (on.serve().number("opened") < due) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        on.label() + ": not all of " + workload.streams() + " streams are open");
            }
            Thread.sleep(5);
        }
    }

    /** Plays one round, of requests in a closed loop or of events. */
    static Measured round(Subject on, Workload workload, int connections, Duration time)
            throws IOException, InterruptedException {
        return workload.http() ? http(on, workload, connections, time) : events(on, workload, time);
    }

    private static Measured http(Subject on, Workload workload, int connections, Duration time)
            throws IOException, InterruptedException {
        long before = on.cpuNanos();
        double allocated = on.allocated();
        String[] said = on.load().ask("http " + workload.label() + " " + connections + " " + time.toMillis())
                .split(" ", -1);
        if (said[0].equals("0")) {
            throw new IllegalStateException(on.label() + ": not one response to " + workload.label()
                    + " in a round; give it more --seconds");
        }
        return of(said, on.cpuNanos() - before, on.allocated() - allocated);
    }

    private static Measured events(Subject on, Workload workload, Duration time)
            throws IOException, InterruptedException {
        long interval = 1_000_000_000L * workload.streams() / DELIVERIES_PER_SECOND;
        long events = Math.max(2, time.toNanos() / interval);
        long arrived = on.load().number("arrived");
        long start = System.nanoTime();
        long before = on.cpuNanos();
        double allocated = on.allocated();
        long due = arrived + events * workload.streams();
        // a bare server may count streams of an earlier workload, for it does not know yet that they have gone
        on.serve().number("broadcast " + events + " " + interval);
        long now = on.load().number("arrived");
        while (now < due && System.nanoTime() - start < PATIENCE.toNanos() + events * interval) {
            Thread.sleep(5);
            now = on.load().number("arrived");
        }
        if (now != due) {
            throw new IllegalStateException(on.label() + ": " + (now - arrived) + " events arrived where "
                    + (due - arrived) + " were due");
        }
        long took = System.nanoTime() - start;
        long cpu = on.cpuNanos() - before;
        String latencies = on.load().ask("latencies");
        return of(((now - arrived) + " " + took + " " + latencies).split(" ", -1), cpu,
                on.allocated() - allocated);
    }

    /** Reads count, duration, p50, p99 and p99.9 as a load generator says them. */
    private static Measured of(String[] said, long cpu, double allocated) {
        if (cpu <= 0) {
            throw new IllegalStateException(
                    "a round used less CPU than can be told; give it more --seconds");
        }
        double count = Double.parseDouble(said[0]);
        return new Measured(count * 1e9 / cpu, count * 1e9 / Double.parseDouble(said[1]),
                Double.parseDouble(said[2]) / 1e3, Double.parseDouble(said[3]) / 1e3,
                Double.parseDouble(said[4]) / 1e3, allocated / count);
    }
}
