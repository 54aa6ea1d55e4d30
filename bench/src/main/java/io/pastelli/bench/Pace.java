package io.pastelli.bench;

import java.time.Duration;
import java.util.Locale;

/**
 * How much is said in a room, and how often.
 *
 * @param perSecond deliveries a second of paced rounds
 * @param burst deliveries of a burst
 * @param warmBursts bursts before the rounds that count
 * @param time of a paced round
 * @param rounds paced and burst, each
 * @param silence after which nothing more is expected to arrive
 */
record Pace(int perSecond, int burst, int warmBursts, Duration time, int rounds, Duration silence) {
    Pace withTime(Duration other) {
        return new Pace(perSecond, burst, warmBursts, other, rounds, silence);
    }

    Pace withRounds(int other) {
        return new Pace(perSecond, burst, warmBursts, time, other, silence);
    }

    /** Returns what is said, a line. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d rounds, paced ones of %.1f s at %d a second, bursts of %d",
                rounds,
                time.toMillis() / 1e3, perSecond, burst);
    }
}
