package io.pastelli.testkit.tck;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a case has measured, in milliseconds.
 *
 * @param rounds how often
 * @param median the middle one
 * @param p99 what 99 of 100 kept below
 * @param max the longest
 */
record Figures(int rounds, double median, double p99, double max) {
    static Figures of(long... nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Figures(sorted.length, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
    }

    private static double at(long[] sorted, double share) {
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }

    /** Returns the four numbers with spaces between. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d %.2f %.2f %.2f", rounds, median, p99, max);
    }
}
