package io.pastelli.bench.plot;

import io.pastelli.bench.plot.Chart.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes drawings of the results there are. */
public final class Plot {
    /** What the command line may say. */
    public static final String HELP = """
            usage: bench plot   draws what bench/target/results*.json has into docs/performance/*.svg""";

    private final Path folder;
    private final List<String> drawn = new ArrayList<>();

    private interface Drawing {
        void of(JsonNode results) throws IOException;
    }

    private Plot(Path folder) {
        this.folder = folder;
    }

    /** Draws the results in {@code target} into {@code docs/performance} of the project around it; says what was drawn. */
    public static String run(Path target, String... line) throws IOException {
        if (line.length > 0) {
            throw new IllegalArgumentException("plot takes no options, not " + line[0]);
        }
        for (Path at = target.toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("docs/performance"))) {
                return run(target, at.resolve("docs/performance"));
            }
        }
        throw new IllegalArgumentException("docs/performance is not there: run it out of the project");
    }

    /** Draws the results in one folder into another. */
    static String run(Path target, Path docs) throws IOException {
        var plot = new Plot(docs);
        plot.draw(target.resolve("results.json"), plot::ratios);
        plot.draw(target.resolve("results-scale.json"), plot::scale);
        plot.draw(target.resolve("results-soak.json"), plot::soak);
        plot.draw(target.resolve("results-latency.json"), plot::latency);
        plot.draw(target.resolve("results-start.json"), plot::start);
        plot.draw(target.resolve("results-peers.json"), plot::peers);
        return plot.drawn.isEmpty()
                ? "nothing to draw: run a suite first"
                : String.join("\n", plot.drawn);
    }

    private void draw(Path results, Drawing drawing) throws IOException {
        if (Files.exists(results)) {
            drawing.of(JsonMapper.shared().readTree(Files.readString(results)));
        }
    }

    private void ratios(JsonNode results) throws IOException {
        List<JsonNode> rows = list(results.path("ratios")).stream()
                .filter(each -> !text(each, "variant").equals("BARE")).toList();
        for (String server : names(rows, each -> text(each, "server"))) {
            bars("ratio-" + server, "requests or deliveries per CPU-second, ours ÷ bare " + server,
                    rows.stream().filter(each -> text(each, "server").equals(server)).toList(),
                    each -> text(each, "workload"), each -> text(each, "variant").toLowerCase(Locale.ROOT),
                    "ratio", false);
        }
    }

    private void scale(JsonNode results) throws IOException {
        List<JsonNode> points = list(results.path("points"));
        for (String axis : names(points, each -> text(each, "axis"))) {
            List<Series> lines = new ArrayList<>();
            for (JsonNode slope : list(results.path("slopes"))) {
                if (text(slope, "axis").equals(axis)) {
                    lines.add(new Series(
                            String.format(Locale.ROOT, "%s %s, slope %.2f", text(slope, "server"),
                                    text(slope, "variant"), slope.path("slope").asDouble()),
                            points.stream().filter(each -> List.of("axis", "server", "variant").stream()
                                    .allMatch(name -> text(each, name).equals(text(slope, name))))
                                    .map(each -> new double[]{each.path("x").asDouble(),
                                            each.path("micros").asDouble()})
                                    .toList()));
                }
            }
            write("scale-" + axis.replace(' ', '-'), Chart.lines(
                    "CPU of the server in µs for a " + (axis.contains("chunk") ? "chunk" : "request"), axis,
                    lines,
                    true, true));
        }
    }

    private void soak(JsonNode results) throws IOException {
        List<JsonNode> samples = list(results.path("samples"));
        for (String what : List.of("heap", "threads", "virtual", "files")) {
            double unit = what.equals("heap") ? 1 << 20 : 1;
            List<Series> lines = names(samples, each -> text(each, "server")).stream()
                    .map(server -> new Series(server, samples.stream()
                            .filter(each -> text(each, "server").equals(server))
                            .map(each -> new double[]{each.path("second").asDouble() / 60,
                                    each.path(what).asDouble() / unit})
                            .toList()))
                    .toList();
            String title = switch (what) {
                case "heap" -> "live heap in MiB after garbage collections";
                case "threads" -> "platform threads";
                case "virtual" -> "virtual threads";
                default -> "file descriptors";
            };
            write("soak-" + what, Chart.lines(title, "minutes of soak", lines, false, false));
        }
    }

    private void latency(JsonNode results) throws IOException {
        List<JsonNode> rows = list(results.path("latencies"));
        for (String workload : names(rows, each -> text(each, "workload"))) {
            for (String quantile : List.of("p50", "p99", "p999")) {
                bars("latency-" + workload + "-" + quantile,
                        workload + ": " + quantile
                                + " in ms from the time a request was due, median of rounds",
                        rows.stream().filter(each -> text(each, "workload").equals(workload)).toList(),
                        each -> text(each, "server") + " " + each.path("percent").asInt() + " %",
                        each -> text(each, "variant"), quantile, true);
            }
        }
    }

    private void start(JsonNode results) throws IOException {
        List<JsonNode> rows = list(results.path("starts"));
        for (String what : List.of("median", "cpu")) {
            bars("start-" + (what.equals("cpu") ? "cpu" : "time"),
                    (what.equals("cpu") ? "ms of CPU" : "ms")
                            + " from the start of a process to its first response",
                    rows, each -> text(each, "server") + " " + text(each, "program"),
                    each -> text(each, "mode"),
                    what, false);
        }
    }

    private void peers(JsonNode results) throws IOException {
        List<JsonNode> rows = list(results);
        for (String workload : names(rows, each -> text(each, "workload"))) {
            List<JsonNode> own = rows.stream().filter(each -> text(each, "workload").equals(workload)
                    && each.path("metrics").has("perCpuSecond")).toList();
            if (!own.isEmpty()) {
                bars("peers-" + workload,
                        workload + ": requests or deliveries per CPU-second, median of rounds",
                        own, each -> text(each, "contender"), each -> text(each, "server"), "perCpuSecond",
                        false);
            }
        }
    }

    private void bars(String file, String title, List<JsonNode> rows, Function<JsonNode, String> group,
            Function<JsonNode, String> series, String value, boolean log) throws IOException {
        List<String> groups = names(rows, group);
        List<Series> all = names(rows, series).stream().map(name -> {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < groups.size(); i++) {
                String here = groups.get(i);
                double[] values = rows.stream()
                        .filter(each -> group.apply(each).equals(here) && series.apply(each).equals(name))
                        .mapToDouble(each -> (each.has("metrics") ? each.path("metrics") : each).path(value)
                                .asDouble(Double.NaN))
                        .filter(each -> !Double.isNaN(each)).sorted().toArray();
                if (values.length > 0) {
                    points.add(new double[]{i, values[values.length / 2]});
                }
            }
            return new Series(name, points);
        }).filter(each -> !each.points().isEmpty()).toList();
        write(file, Chart.bars(title, groups, all, log));
    }

    private void write(String name, String svg) throws IOException {
        Files.writeString(folder.resolve(name + ".svg"), svg);
        drawn.add(name + ".svg");
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static List<String> names(List<JsonNode> rows, Function<JsonNode, String> name) {
        return rows.stream().map(name).distinct().toList();
    }

    private static String text(JsonNode row, String name) {
        return row.path(name).asString("");
    }
}
