package io.pastelli.push.mailbox;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts who waits from each client address. */
final class Places {
    private final ConcurrentMap<InetAddress, Integer> counts = new ConcurrentHashMap<>();
    private final int most;

    Places(int most) {
        this.most = most;
    }

    /** Counts one more; false when there are too many. */
    boolean enter(InetAddress address) {
        var entered = new boolean[1];
        counts.compute(address, (key, count) -> {
            int now = count == null ? 0 : count;
            entered[0] = now < most;
            return entered[0] ? Integer.valueOf(now + 1) : count;
        });
        return entered[0];
    }

    void leave(InetAddress address) {
        counts.computeIfPresent(address, (key, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }
}
