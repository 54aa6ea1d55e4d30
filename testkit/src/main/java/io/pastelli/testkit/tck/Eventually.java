package io.pastelli.testkit.tck;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for events with a deadline; nobody sleeps and hopes. */
final class Eventually {
    private static final long DEADLINE = 10;

    private Eventually() {}

    /** Returns what the future becomes within 10 s. */
    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(DEADLINE, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("it did not happen within " + DEADLINE + " s", e);
        } catch (ExecutionException e) {
            throw new AssertionError("it failed", e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError("the wait was broken off", e);
        }
    }

    /** What may fail. */
    interface Work {
        void run() throws Exception;
    }

    /** Does the work on a virtual thread. */
    static CompletableFuture<Boolean> virtual(Work work) {
        var done = new CompletableFuture<Boolean>();
        Thread.startVirtualThread(() -> {
            try {
                work.run();
                done.complete(true);
            } catch (Exception | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    /** Waits until {@code event}, at most 10 s. */
    static void until(String what, BooleanSupplier event) {
        until(what, Duration.ofSeconds(DEADLINE), event);
    }

    /** Asserts again and again until it holds, at most 10 s. */
    static void holds(Runnable assertion) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE);
        for (long pause = 1_000_000;; pause = Math.min(2 * pause, 32_000_000)) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
            }
            LockSupport.parkNanos(pause);
        }
    }

    /** Waits until {@code event}, at most {@code most}. */
    static void until(String what, Duration most, BooleanSupplier event) {
        long end = System.nanoTime() + most.toNanos();
        while (!event.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + most + ": " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
