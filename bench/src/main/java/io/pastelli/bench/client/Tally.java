package io.pastelli.bench.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts what blocking clients, each on a virtual thread, get answered within a time. */
final class Tally {
    private final Histogram latencies = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(1), 3);

    /** One client. */
    interface Client extends AutoCloseable {
        /** Sends a request and reads its response to the end. */
        void ask() throws IOException, InterruptedException;

        @Override
        void close() throws IOException;
    }

    /**
     * Returns the number of responses, the nanoseconds they took, and the latencies at p50, p99 and p99.9 in ns. The clients are
     * made one after the other, and each asks once, so that no server finds its handshake or its first request late; then
     * the time begins, in which each asks once at least.
     */
    String run(int count, int millis, Callable<? extends Client> make)
            throws IOException, InterruptedException {
        List<Client> clients = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                Client client = make.call();
                clients.add(client);
                client.ask();
            }
            long start = System.nanoTime();
            long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
            List<Callable<Void>> loops = clients.stream().map(client -> loop(client, end)).toList();
            for (Future<Void> done : threads.invokeAll(loops)) {
                done.get();
            }
            return String.format(Locale.ROOT, "%d %d %d %d %d", latencies.getTotalCount(),
                    System.nanoTime() - start, latencies.getValueAtPercentile(50),
                    latencies.getValueAtPercentile(99), latencies.getValueAtPercentile(99.9));
        } catch (IOException | InterruptedException e) {
            throw e;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    private Callable<Void> loop(Client client, long end) {
        return () -> {
            long now = System.nanoTime();
            do {
                client.ask();
                long answered = System.nanoTime();
                latencies.recordValue(answered - now);
                now = answered;
            } while (now < end);
            return null;
        };
    }
}
