package io.pastelli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The memory of idle streams, each mode in a JVM of its own. Ours have had as many twice before: a stack that waits has
 * the frames of compiled code by then, as in a server that has run for a while. Bare ones keep no stack, and some never
 * know who has left: a few warm them.
 */
final class Heap {
    private static final int FEW = 300;
    private static final int ROUNDS = 2;
    private static final int OWN = 50; // files that a JVM may open meanwhile
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int streams;
    private final Path log;
    private final Results results;

    Heap(int streams, Path log, Results results) {
        this.streams = streams;
        this.log = log;
        this.results = results;
    }

    void run(String server, Variant variant, String mode, String path)
            throws IOException, InterruptedException {
        try (Contender on = Contender.start(server, variant, log)) {
            long files = Processes.files(on.serve().pid());
            int each = variant.ours() ? streams : FEW;
            for (int i = 0; i < ROUNDS; i++) {
                on.load().ask("hold " + path + " " + each);
                on.load().ask("leave fin");
                if (variant.ours()) {
                    awaitFiles(on.serve().pid(), files + OWN);
                }
            }
            long[] then = memory(on);
            on.load().ask("hold " + path + " " + streams);
            long[] now = memory(on);
            if (on.serve().number("opened") != ROUNDS * each + streams) {
                throw new IllegalStateException(server + " " + mode + " did not open its streams");
            }
            results.add(new Memory(server, mode, streams, (now[0] - then[0]) / streams,
                    (now[1] - then[1]) / streams));
        }
    }

    private static void awaitFiles(long pid, long most) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (Processes.files(pid) > most) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("a server keeps connections whose clients have left");
            }
            Thread.sleep(20);
        }
    }

    private static long[] memory(Contender on) throws InterruptedException {
        String[] said = on.serve().ask("memory").split(" ", -1);
        return new long[]{Long.parseLong(said[0]), Long.parseLong(said[1])};
    }
}
