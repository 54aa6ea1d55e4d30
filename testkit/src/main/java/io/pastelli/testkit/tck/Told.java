package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.owner.Exit;
import io.pastelli.owner.Linked;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A party that remembers how and when it was told of an end.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
final class Told implements Linked {
    private record News(Exit exit, long nanos, boolean virtual) {}

    private final CompletableFuture<News> first = new CompletableFuture<>();
    private final AtomicInteger times = new AtomicInteger();

    @Override
    public void exited(Exit exit) {
        times.incrementAndGet();
        first.complete(new News(exit, System.nanoTime(), Thread.currentThread().isVirtual()));
    }

    /** Returns the exit; waits up to 10 s for it. */
    Exit exit() {
        return news().exit();
    }

    /** Returns when it was told, by {@link System#nanoTime}. */
    long nanos() {
        return news().nanos();
    }

    boolean onVirtualThread() {
        return news().virtual();
    }

    boolean isTold() {
        return first.isDone();
    }

    int times() {
        return times.get();
    }

    private News news() {
        try {
            return first.get(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nobody was told of the end within 10 s", e);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("the wait for the news was broken off", e);
        }
    }

    /** Asserts the kind of end, and that it was told once and on a virtual thread. */
    void assertTold(Class<? extends Exit> kind) {
        assertThat(exit()).isInstanceOf(kind);
        assertThat(onVirtualThread()).as("told on a virtual thread").isTrue();
        assertThat(times()).as("times told").isEqualTo(1);
    }
}
