package io.pastelli.bench.scale;

import io.pastelli.bench.Processes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What requests cost the server's process.
 *
 * @param micros of CPU a request, JIT threads left out
 * @param perSecond how many there were
 */
record Cost(double micros, double perSecond) {
    /** Measures a closed loop of so many clients, once to warm up for as long as the round itself. */
    static Cost of(long pid, int port, byte[] request, int clients, int millis)
            throws IOException, InterruptedException {
        List<Asker> askers = new ArrayList<>();
        try {
            for (int i = 0; i < clients; i++) {
                askers.add(new Asker(port, request, 64 * 1024));
            }
            loop(askers, millis);
            long before = Processes.cpuNanos(pid);
            long start = System.nanoTime();
            long count = loop(askers, millis);
            long took = System.nanoTime() - start;
            return new Cost((Processes.cpuNanos(pid) - before) / 1e3 / count, count * 1e9 / took);
        } finally {
            for (Asker each : askers) {
                each.close();
            }
        }
    }

    private static long loop(List<Asker> askers, int millis) throws IOException, InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000L;
        List<Callable<Long>> loops = askers.stream().map(asker -> (Callable<Long>) () -> {
            long count = 0;
            do {
                asker.ask();
                count++;
            } while (System.nanoTime() < end);
            return count;
        }).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long sum = 0;
            for (Future<Long> done : threads.invokeAll(loops)) {
                sum += done.get();
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IOException("a client failed", e.getCause());
        }
    }
}
