package io.pastelli.bench;

import java.io.IOException;
import java.nio.file.Path;

/** The memory of idle streams, each mode in a fresh JVM that was warmed with some that have left again. */
final class Heap {
    private static final int WARM_UP = 300;

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
            on.load().ask("hold " + path + " " + WARM_UP);
            on.load().ask("leave fin");
            Thread.sleep(300);
            long[] before = memory(on);
            on.load().ask("hold " + path + " " + streams);
            long[] after = memory(on);
            if (on.serve().number("opened") != WARM_UP + streams) {
                throw new IllegalStateException(server + " " + mode + " did not open its streams");
            }
            results.add(new Memory(server, mode, streams, (after[0] - before[0]) / streams,
                    (after[1] - before[1]) / streams));
        }
    }

    private static long[] memory(Contender on) throws InterruptedException {
        String[] said = on.serve().ask("memory").split(" ", -1);
        return new long[]{Long.parseLong(said[0]), Long.parseLong(said[1])};
    }
}
