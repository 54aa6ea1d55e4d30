package io.pastelli.plugs;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket a key, kept as one number: the moment at which it will be full again (the generic cell rate algorithm).
 *
 * <p>
 * <b>Threading:</b> guarded by this object's monitor.
 */
final class TokenBuckets {
    private final long perToken;
    private final long capacity;
    // guarded by this; the key that was quiet longest first
    private final Map<String, Long> fullAt;

    /** Makes buckets of {@code burst} tokens, one back each {@code perToken} nanoseconds, for the last {@code most} keys. */
    TokenBuckets(long perToken, int burst, int most) {
        this.perToken = perToken;
        this.capacity = perToken * burst;
        this.fullAt = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > most;
            }
        };
    }

    /** Takes a token and returns 0, or returns how many nanoseconds there is none. */
    synchronized long take(String key, long now) {
        Long known = fullAt.get(key);
        long left = known == null ? 0 : Math.max(0, known - now); // differences: the clock may have any sign
        long wait = left + perToken - capacity;
        if (wait > 0) {
            return wait;
        }
        fullAt.put(key, now + left + perToken);
        return 0;
    }

    synchronized int size() {
        return fullAt.size();
    }
}
