package io.pastelli.push.bayeux.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between attempts: anything up to 250 ms, 500 ms, 1 s and so on to 30 s, so that many clients do not come at once. */
final class BackOff {
    private static final long FIRST = 250;
    private static final long MOST = 30_000;

    private int attempts;

    void reset() {
        attempts = 0;
    }

    void pause() throws InterruptedException {
        long most = Math.min(MOST, FIRST << Math.min(attempts, 10));
        attempts++;
        Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextLong(most + 1)));
    }
}
