package io.pastelli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A peer's server, of which Linux tells what it uses, its child processes too. */
record Foreign(String label, Child serve, Child load) implements Subject {
    private static final Duration START = Duration.ofSeconds(60);

    static Foreign start(String label, List<String> line, Path log) throws IOException, InterruptedException {
        Child serve = Child.start(line, log);
        try {
            return new Foreign(label, serve, Subject.load(serve.next(START).split(" ", -1)[1], "0", log));
        } catch (RuntimeException | IOException | InterruptedException e) {
            serve.close();
            throw e;
        }
    }

    @Override
    public long cpuNanos() throws IOException {
        return Processes.treeNanos(serve.pid());
    }
}
