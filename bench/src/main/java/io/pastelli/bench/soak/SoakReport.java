package io.pastelli.bench.soak;

import io.pastelli.bench.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A soak as Markdown tables. */
final class SoakReport {
    private static final double MIB = 1 << 20;

    private SoakReport() {}

    static String of(List<Outcome> outcomes) {
        var text = new StringBuilder();
        var trends = new ArrayList<List<String>>();
        var ends = new ArrayList<List<String>>();
        for (Outcome each : outcomes) {
            each.trends().forEach(trend -> trends.add(row(trend, each.judged())));
            Sample base = each.base();
            Sample end = each.end();
            ends.add(List.of(base.server(), Long.toString(each.visits()), Long.toString(each.checked()),
                    pair("%.2f", base.heap() / MIB, end.heap() / MIB),
                    pair("%.0f", base.threads(), end.threads()), pair("%.0f", base.virtual(), end.virtual()),
                    pair("%.0f", base.files(), end.files()), each.left().isEmpty() ? "nothing" : "see below",
                    Integer.toString(each.errors().size())));
        }
        Report.table(List.of("server", "last two thirds", "mean", "per hour", "± 2 errors", "% per hour",
                "flat"), trends, text);
        Report.table(List.of("base → end", "visits", "checked", "heap MiB", "threads", "virtual", "files",
                "left", "wrong"), ends, text);
        for (Outcome each : outcomes) {
            each.left().forEach(
                    left -> text.append(each.base().server()).append(" has ").append(left).append('\n'));
            each.errors().forEach(
                    error -> text.append(each.base().server()).append(": ").append(error).append('\n'));
        }
        return text.toString();
    }

    private static List<String> row(Trend trend, boolean judged) {
        boolean heap = trend.what().equals("live heap");
        double unit = heap ? MIB : trend.what().equals("resident") ? 1024 : 1;
        return List.of(trend.server(), trend.what() + (unit > 1 ? " MiB" : ""), number(trend.mean() / unit),
                number(trend.perHour() / unit), number(2 * trend.error() / unit), number(trend.percent()),
                !judged ? "too short" : trend.flat() ? "yes" : "no");
    }

    private static String pair(String format, double one, double other) {
        return String.format(Locale.ROOT, format + " → " + format, one, other);
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
