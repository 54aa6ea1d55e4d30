package io.pastelli.push.mailbox.client;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after a failure: anything up to a limit that doubles, so that clients spread.
 *
 * @param first the limit after the first failure
 * @param longest the highest limit
 * @param random gives 0 to less than 1
 */
record Backoff(Duration first, Duration longest, DoubleSupplier random) {
    private static final int DOUBLINGS = 20;

    Duration after(int failures) {
        long limit = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, DOUBLINGS));
        return Duration.ofMillis(Math.max(1, (long) (random.getAsDouble() * limit)));
    }
}
