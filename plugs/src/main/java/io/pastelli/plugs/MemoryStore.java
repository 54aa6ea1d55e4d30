package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps sessions in the memory of this process; its cookies hold an id of 256 random bits.
 *
 * <p>
 * A session expires when it was neither read nor written for a while. Over the most sessions, the one that was used the
 * longest time ago goes.
 *
 * <p>
 * <b>Threading:</b> safe to share; of two requests that write one session at once, the last one's values stay.
 */
public final class MemoryStore implements SessionStore {
    private static final int ID_BYTES = 32;

    private final Duration idle;
    private final int most;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    // guarded by this; in the order of use, so that what expires first is first
    private final LinkedHashMap<String, Kept> sessions = new LinkedHashMap<>(16, 0.75f, true);

    private record Kept(Map<String, String> values, Instant used) {}

    private MemoryStore(Duration idle, int most, InstantSource clock) {
        if (!idle.isPositive() || most < 1) {
            throw new IllegalArgumentException("sessions live for some time, and at least 1 is kept");
        }
        this.idle = idle;
        this.most = most;
        this.clock = clock;
    }

    /** Returns a store of at most 100 000 sessions that live for 30 minutes after their last use. */
    public static MemoryStore create() {
        return create(Duration.ofMinutes(30), 100_000, InstantSource.system());
    }

    /**
     * Returns a store.
     *
     * @param idle how long a session lives after its last use
     * @param most most sessions kept
     * @param clock the clock
     * @throws IllegalArgumentException for an idle time or a number that is not positive
     */
    public static MemoryStore create(Duration idle, int most, InstantSource clock) {
        return new MemoryStore(idle, most, clock);
    }

    /** Returns how many sessions are kept. */
    public synchronized int size() {
        sweep();
        return sessions.size();
    }

    @Override
    public synchronized Optional<Map<String, String>> get(Conn conn, String cookie) {
        sweep();
        Kept kept = sessions.get(cookie);
        if (kept == null) {
            return Optional.empty();
        }
        sessions.put(cookie, new Kept(kept.values(), clock.instant()));
        return Optional.of(kept.values());
    }

    @Override
    public synchronized Optional<String> put(Conn conn, Optional<String> cookie, Map<String, String> values) {
        sweep();
        if (cookie.isPresent() && !sessions.containsKey(cookie.get())) {
            return Optional.empty(); // a logout meanwhile must not be undone
        }
        String id = cookie.orElseGet(this::fresh);
        sessions.put(id, new Kept(Map.copyOf(values), clock.instant()));
        if (sessions.size() > most) {
            sessions.pollFirstEntry();
        }
        return Optional.of(id);
    }

    @Override
    public synchronized void delete(Conn conn, String cookie) {
        sessions.remove(cookie);
    }

    private void sweep() {
        Instant oldest = clock.instant().minus(idle);
        for (var first = sessions.firstEntry(); first != null && !first.getValue().used().isAfter(oldest);) {
            sessions.pollFirstEntry();
            first = sessions.firstEntry();
        }
    }

    private String fresh() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
