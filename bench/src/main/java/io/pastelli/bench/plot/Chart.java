package io.pastelli.bench.plot;

import java.util.List;
import java.util.stream.DoubleStream;

/** Charts: groups of bars, and lines. */
final class Chart {
    private static final List<String> COLORS = List.of("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee",
            "#aa3377", "#888888", "#222222");
    private static final String GRID = "#dddddd";
    private static final int WIDTH = 860;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int TOP = 40;
    private static final int BOTTOM = HEIGHT - 60;
    private static final int LEGEND = 640;

    /** A line, or in a bar chart one bar of each group: there {@code x} is the number of the group. */
    record Series(String name, List<double[]> points) {
        private DoubleStream values(int index) {
            return points.stream().mapToDouble(each -> each[index]);
        }
    }

    private final Svg svg = new Svg(WIDTH, HEIGHT);
    private final Scaling y;

    private Chart(String title, List<Series> all, boolean log) {
        this.y = Scaling.of(all.stream().flatMapToDouble(each -> each.values(1)), log, BOTTOM, TOP);
        svg.text(LEFT, 20, "start", title);
        for (double tick : y.ticks()) {
            svg.line(LEFT, y.at(tick), LEGEND - 20, y.at(tick), GRID);
            svg.text(LEFT - 8, y.at(tick) + 4, "end", Scaling.label(tick));
        }
        for (int i = 0; i < all.size(); i++) {
            svg.rect(LEGEND, TOP + 18 * i, 12, 12, color(i));
            svg.text(LEGEND + 18, TOP + 18 * i + 10, "start", all.get(i).name());
        }
    }

    private static String color(int number) {
        return COLORS.get(number % COLORS.size());
    }

    /** Draws lines over an axis that is logarithmic, or not. */
    static String lines(String title, String axis, List<Series> all, boolean logX, boolean logY) {
        var chart = new Chart(title, all, logY);
        Scaling x = Scaling.of(all.stream().flatMapToDouble(each -> each.values(0)), logX, LEFT, LEGEND - 20);
        for (double tick : x.ticks()) {
            chart.svg.line(x.at(tick), TOP, x.at(tick), BOTTOM, GRID);
            chart.svg.text(x.at(tick), BOTTOM + 18, "middle", Scaling.label(tick));
        }
        chart.svg.text((LEFT + LEGEND) / 2.0, BOTTOM + 40, "middle", axis);
        for (int i = 0; i < all.size(); i++) {
            List<double[]> points = all.get(i).points().stream()
                    .map(each -> new double[]{x.at(each[0]), chart.y.at(each[1])}).toList();
            chart.svg.path(points, color(i));
            for (double[] each : points) {
                chart.svg.dot(each[0], each[1], color(i));
            }
        }
        return chart.svg.toString();
    }

    /** Draws groups of bars; a logarithmic axis begins below the least. */
    static String bars(String title, List<String> groups, List<Series> all, boolean log) {
        var chart = new Chart(title, all, log);
        double wide = (LEGEND - 20.0 - LEFT) / Math.max(1, groups.size());
        for (int i = 0; i < all.size(); i++) {
            double bar = wide * 0.8 / all.size();
            for (double[] each : all.get(i).points()) {
                double left = LEFT + each[0] * wide + wide * 0.1 + i * bar;
                chart.svg.rect(left, chart.y.at(each[1]), bar, BOTTOM - chart.y.at(each[1]), color(i));
            }
        }
        for (int i = 0; i < groups.size(); i++) { // in three rows, so that they do not overlap
            chart.svg.text(LEFT + (i + 0.5) * wide, BOTTOM + 16 + i % 3 * 15, "middle", groups.get(i));
        }
        return chart.svg.toString();
    }
}
