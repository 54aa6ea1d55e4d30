package io.pastelli.bench.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One visit, and what visitors have in common.
 *
 * @param port of the server
 * @param id no other visit has it
 * @param checked counts what was looked at and found right
 */
record Stay(Crowd crowd, int port, String id, AtomicLong checked) {
    /** Returns a time between two, in ns by {@code System.nanoTime}. */
    long until(int leastMillis, int mostMillis) {
        return System.nanoTime() + Duration.ofMillis(number(leastMillis, mostMillis)).toNanos();
    }

    /** Tells whether to stay: the time is not over, and the soak goes on. */
    boolean goesOn(long until) {
        return System.nanoTime() < until && !crowd.leaving();
    }

    int number(int least, int most) {
        return ThreadLocalRandom.current().nextInt(least, most + 1);
    }

    boolean maybe() {
        return ThreadLocalRandom.current().nextBoolean();
    }

    /** Waits, shorter when the soak ends. */
    void pause(int millis) throws InterruptedException {
        for (long until = until(millis, millis); goesOn(until);) {
            Thread.sleep(Math.min(millis, 100));
        }
    }

    /** Counts something that was right. */
    void right() {
        checked.incrementAndGet();
    }

    /**
     * Counts something when it is right.
     *
     * @throws IOException when it is not
     */
    void check(boolean right, String otherwise) throws IOException {
        if (!right) {
            throw new IOException(otherwise);
        }
        right();
    }
}
