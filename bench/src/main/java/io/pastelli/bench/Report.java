package io.pastelli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results as text: Markdown tables, so that they can be read as they are and pasted. */
public final class Report {
    private Report() {}

    static String of(Results results) {
        var text = new StringBuilder();
        if (!results.rates().isEmpty()) {
            rates(Ratio.of(results.rates()), text);
        }
        if (!results.memories().isEmpty()) {
            memories(results.memories(), text);
        }
        if (!results.departures().isEmpty()) {
            departures(results.departures(), text);
        }
        return text.toString();
    }

    private static void rates(List<Ratio> ratios, StringBuilder text) {
        var rows = new ArrayList<List<String>>();
        for (Ratio each : ratios) {
            boolean bare = each.variant() == Variant.BARE || Double.isNaN(each.ratio());
            rows.add(List.of(each.workload(), each.server(), each.variant().label(),
                    thousands(each.perCpuSecond()),
                    bare ? "" : number(each.ratio()),
                    bare ? "" : number(each.least()) + "–" + number(each.most()),
                    each.variant().ours() && !Double.isNaN(each.virtual()) ? number(each.virtual()) : "",
                    thousands(each.perSecond()),
                    number(each.p50() / 1e3), number(each.p99() / 1e3), number(each.p999() / 1e3),
                    String.format(Locale.ROOT, "%.0f", each.allocated())));
        }
        table(List.of("workload", "server", "variant", "k/CPU-s", "ratio", "spread", "÷ virtual", "k/s",
                "p50 ms",
                "p99 ms", "p99.9 ms", "B each"), rows, text);
    }

    private static void memories(List<Memory> memories, StringBuilder text) {
        var rows = new ArrayList<List<String>>();
        for (Memory each : memories) {
            rows.add(List.of(each.server(), each.mode(), Integer.toString(each.streams()),
                    Long.toString(each.heap()), Long.toString(each.direct())));
        }
        table(List.of("idle streams", "mode", "open", "heap B each", "direct B each"), rows, text);
    }

    private static void departures(List<Departure> departures, StringBuilder text) {
        var rows = new ArrayList<List<String>>();
        for (Departure each : departures) {
            rows.add(List.of(each.server(), each.variant().label(), each.what(), each.how(),
                    each.told() + "/" + each.clients(), number(each.median()),
                    number(each.p99()),
                    number(each.max())));
        }
        table(List.of("told", "variant", "what", "how", "told", "median ms", "p99 ms", "max ms"), rows, text);
    }

    private static String thousands(double number) {
        return String.format(Locale.ROOT, "%.1f", number / 1e3);
    }

    static String number(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    /** Writes a Markdown table whose columns line up. */
    public static void table(List<String> head, List<List<String>> rows, StringBuilder text) {
        int[] widths = head.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        text.append('\n');
        line(head, widths, text);
        line(head.stream().map(name -> "-".repeat(3)).toList(), widths, text);
        rows.forEach(row -> line(row, widths, text));
    }

    private static void line(List<String> cells, int[] widths, StringBuilder text) {
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            boolean rule = cell.equals("---");
            text.append(rule ? "|-" : "| ").append(cell)
                    .append((rule ? "-" : " ").repeat(widths[i] - cell.length() + 1));
        }
        text.append("|\n");
    }
}
