package io.pastelli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The rounds of one variant, summed up.
 *
 * @param perCpuSecond median
 * @param perSecond median
 * @param p50 median of the rounds' medians, in µs
 * @param p99 median of the rounds' p99, in µs
 * @param p999 median of the rounds' p99.9, in µs
 * @param allocated median of the bytes for each
 * @param ratio median of the ratios to the bare server's round of the same number; NaN without one
 * @param least the least of these ratios
 * @param most the greatest
 * @param virtual median of the ratios to the same server's virtual threads; NaN without them
 */
record Ratio(String workload, String server, Variant variant, double perCpuSecond, double perSecond,
        double p50, double p99, double p999, double allocated, double ratio, double least, double most,
        double virtual) {
    private record Group(String workload, String server) {}

    /** Sums up all rounds, by workload and server, in the order they came. */
    static List<Ratio> of(List<Rate> rates) {
        Map<Group, List<Rate>> groups = new LinkedHashMap<>();
        rates.forEach(rate -> groups
                .computeIfAbsent(new Group(rate.workload(), rate.server()), _ -> new ArrayList<>())
                .add(rate));
        var all = new ArrayList<Ratio>();
        groups.forEach((group, rounds) -> {
            for (Variant variant : Variant.values()) {
                List<Rate> own = rounds.stream().filter(rate -> rate.variant() == variant).toList();
                if (!own.isEmpty()) {
                    all.add(of(group, variant, own, rounds));
                }
            }
        });
        return all;
    }

    private static Ratio of(Group group, Variant variant, List<Rate> own, List<Rate> all) {
        double[] pairs = pairs(own, Variant.BARE, all);
        return new Ratio(group.workload(), group.server(), variant, median(own, Rate::perCpuSecond),
                median(own, Rate::perSecond), median(own, Rate::p50), median(own, Rate::p99),
                median(own, Rate::p999), median(own, Rate::allocated),
                median(pairs), pairs[0], pairs[pairs.length - 1],
                median(pairs(own, Variant.VIRTUAL, all)));
    }

    private static double[] pairs(List<Rate> own, Variant base, List<Rate> all) {
        return own.stream().mapToDouble(rate -> all.stream()
                .filter(other -> other.variant() == base && other.round() == rate.round())
                .mapToDouble(other -> rate.perCpuSecond() / other.perCpuSecond()).findFirst()
                .orElse(Double.NaN))
                .sorted().toArray();
    }

    private static double median(List<Rate> rates, ToDoubleFunction<Rate> of) {
        return median(rates.stream().mapToDouble(of).sorted().toArray());
    }

    /** Returns the middle of sorted numbers. */
    static double median(double... sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).sum() / 2;
    }

    /** Returns the quantile of sorted numbers, NaN of none: the least of them that so large a part does not exceed. */
    static double at(double[] sorted, double quantile) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.max(0, (int) Math.ceil(quantile * sorted.length) - 1)];
    }
}
