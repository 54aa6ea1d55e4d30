package io.pastelli.bench.soak;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A straight line through samples by least squares.
 *
 * @param mean of the values
 * @param perHour how much they grow in an hour by the line
 * @param error the standard error of that
 * @param flat whether a growth of more than 5 % of the mean in an hour is not shown: the line's, less two standard errors
 */
record Trend(String server, String what, double mean, double perHour, double error, boolean flat) {
    private static final double MOST = 0.05;
    private static final double HOUR = 3600;

    /** Fits the last two thirds of the time. */
    static Trend of(String what, List<Sample> samples, ToDoubleFunction<Sample> value) {
        double begin = samples.getFirst().second()
                + (samples.getLast().second() - samples.getFirst().second()) / 3;
        List<Sample> late = samples.stream().filter(each -> each.second() >= begin).toList();
        int count = late.size();
        double x = late.stream().mapToDouble(Sample::second).average().orElse(0);
        double y = late.stream().mapToDouble(value).average().orElse(0);
        double squares = late.stream().mapToDouble(each -> Math.pow(each.second() - x, 2)).sum();
        double slope = late.stream()
                .mapToDouble(each -> (each.second() - x) * (value.applyAsDouble(each) - y))
                .sum() / squares;
        double residue = late.stream().mapToDouble(
                each -> Math.pow(value.applyAsDouble(each) - y - slope * (each.second() - x), 2)).sum();
        double error = count > 2 ? Math.sqrt(residue / (count - 2) / squares) : Double.POSITIVE_INFINITY;
        return new Trend(samples.getFirst().server(), what, y, slope * HOUR, error * HOUR,
                (slope - 2 * error) * HOUR <= MOST * y);
    }

    /** Returns the growth of an hour in % of the mean. */
    double percent() {
        return mean == 0 ? 0 : 100 * perHour / mean;
    }
}
