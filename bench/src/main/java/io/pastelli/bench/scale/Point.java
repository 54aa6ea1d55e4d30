package io.pastelli.bench.scale;

import java.util.List;

/**
 * What a request (for chunks: a chunk) costs at one size.
 *
 * @param axis what grows
 * @param x how much of it there is
 * @param micros of the server's CPU
 * @param perSecond how many there were
 */
record Point(String axis, String server, String variant, double x, double micros, double perSecond) {
    /** Returns the slope of a straight line through logarithms: 0 costs nothing more, 1 grows with the size. */
    static double slope(List<Point> points) {
        double x = points.stream().mapToDouble(each -> Math.log(each.x)).average().orElse(0);
        double y = points.stream().mapToDouble(each -> Math.log(each.micros)).average().orElse(0);
        return points.stream().mapToDouble(each -> (Math.log(each.x) - x) * (Math.log(each.micros) - y)).sum()
                / points.stream().mapToDouble(each -> Math.pow(Math.log(each.x) - x, 2)).sum();
    }
}
