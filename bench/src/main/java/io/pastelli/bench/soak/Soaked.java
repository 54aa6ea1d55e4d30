package io.pastelli.bench.soak;

import io.pastelli.bench.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One server of a soak, its crowd, and what was seen of it. Belongs to one thread. */
final class Soaked implements AutoCloseable {
    private final String server;
    private final Child child;
    private final double part;
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private int port;
    private long visits;
    private long checked;
    private @Nullable Crowd crowd;
    private Optional<Sample> base = Optional.empty();

    Soaked(String server, Child child, double part) {
        this.server = server;
        this.child = child;
        this.part = part;
    }

    void up(Duration longest) throws InterruptedException {
        port = Integer.parseInt(child.next(longest).split(" ", -1)[1]);
    }

    void come() {
        crowd = Crowd.start(port, part);
    }

    void leave() throws InterruptedException {
        Crowd gone = crowd;
        if (gone != null) {
            crowd = null;
            gone.leave();
            visits += gone.visits();
            checked += gone.checked();
            errors.addAll(gone.errors());
        }
    }

    void sample(long start) throws IOException, InterruptedException {
        samples.add(Sample.of(server, start, child));
    }

    List<Sample> samples() {
        return samples;
    }

    void base(Sample found) {
        base = Optional.of(found);
    }

    /** Waits until nothing is open, and for the base's figures when there is a base; returns what is there in the end. */
    Sample settled(Duration longest) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Sample before = Sample.of(server, start, child);
        while (true) {
            Thread.sleep(2_000);
            Sample now = Sample.of(server, start, child);
            Sample last = before;
            boolean done = now.empty() && base.map(low -> Outcome.left(low, now).isEmpty())
                    .orElse(now.files() == last.files() && now.virtual() == last.virtual());
            if (done || System.nanoTime() - start > longest.toNanos()) {
                return now;
            }
            before = now;
        }
    }

    Outcome outcome(Sample end) {
        return Outcome.of(base.orElseThrow(), samples, end, visits, checked, errors);
    }

    @Override
    public void close() {
        if (crowd != null) {
            try {
                leave();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        child.close();
    }
}
