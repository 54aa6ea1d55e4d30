package io.pastelli.push.mailbox.store;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes UUIDs of version 7 (RFC 9562 section 5.7): those made here sort as they were made, within a millisecond too,
 * even if the clock is put back.
 *
 * <p>
 * <b>Threading:</b> any thread may call any method.
 */
public final class MessageIds {
    private static final int COUNTER_BITS = 12;
    private static final long COUNTER = (1L << COUNTER_BITS) - 1;
    private static final long VERSION = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    /** Makes ids by {@code clock}. */
    public MessageIds(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns the next one. */
    public String next() {
        long now = clock.millis() << COUNTER_BITS;
        long stamp = last.updateAndGet(before -> Math.max(before + 1, now));
        long high = (stamp >>> COUNTER_BITS) << 16 | VERSION | (stamp & COUNTER);
        return new UUID(high, (random.nextLong() >>> 2) | VARIANT).toString();
    }
}
