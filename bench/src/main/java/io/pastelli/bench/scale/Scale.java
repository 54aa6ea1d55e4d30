package io.pastelli.bench.scale;

import io.pastelli.bench.Child;
import io.pastelli.bench.Conditions;
import io.pastelli.bench.Processes;
import io.pastelli.bench.Report;
import io.pastelli.bench.Results;
import io.pastelli.bench.Stand;
import io.pastelli.bench.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How cost grows, axis by axis. */
public final class Scale {
    private static final int BUSY = 64;
    private static final Duration START = Duration.ofSeconds(60);
    private static final int MOST_CHUNKS = 512;
    private static final int MOST_BYTES = 4 << 20;

    private final ScaleOptions options;
    private final Path folder;
    private final Path log;
    private final int millis;
    private final List<Point> points = new ArrayList<>();

    private record Slope(String axis, String server, String variant, double slope) {}

    private record Json(String conditions, List<Point> points, List<Slope> slopes) {}

    private Scale(ScaleOptions options, Path folder) {
        this.options = options;
        this.folder = folder;
        this.log = folder.resolve("bench-children.log");
        this.millis = (int) options.time().toMillis();
    }

    /** Measures, writes {@code results-scale.json}, and returns the table. */
    public static String run(ScaleOptions options, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return new Scale(options, folder).run();
    }

    private String run() throws IOException, InterruptedException {
        String conditions = Conditions.of(options.toString());
        System.out.println(conditions);
        for (Axis axis : options.axes()) {
            for (String server : options.servers()) {
                System.out.println("  " + axis.option() + " " + server + " …");
                for (String variant : axis.bare() ? List.of("bare", "ours") : List.of("ours")) {
                    measure(axis, server, variant);
                }
                Results.write(new Json(conditions + "; " + Conditions.load() + " after", points, slopes()),
                        folder.resolve("results-scale.json"));
            }
        }
        return table();
    }

    private void measure(Axis axis, String server, String variant) throws IOException, InterruptedException {
        List<Integer> sizes = axis.sizes().stream().filter(size -> size <= options.most()).toList();
        switch (axis) {
            case CONNECTIONS, STREAMS, HEADERS -> {
                try (Stand on = Stand.start(server, variant, List.of(), log)) {
                    Cost.of(on.child().pid(), on.port(), Asker.get(Wire.PLAIN, 2), BUSY, 2 * millis); // warm-up
                    if (axis == Axis.HEADERS) {
                        for (int size : sizes) {
                            add(axis, on, size, cost(on, Asker.get(Wire.PLAIN, size)));
                        }
                    } else {
                        crowd(axis, on, sizes);
                    }
                }
            }
            case CORES -> {
                for (int size : sizes) {
                    try (Stand on = Stand.start(server, variant, List.of("-XX:ActiveProcessorCount=" + size),
                            log)) {
                        cost(on, Asker.get(Wire.PLAIN, 2));
                        add(axis, on, size, cost(on, Asker.get(Wire.PLAIN, 2)));
                    }
                }
            }
            case ROUTES -> {
                for (int size : sizes) {
                    try (Stand on = routes(server, size)) {
                        byte[] request = Asker.get("/things" + (size - 1) + "/7/parts/8", 2);
                        cost(on, request);
                        add(axis, on, size, cost(on, request));
                    }
                }
            }
            case CHUNKS -> {
                try (Stand on = routes(server, 1)) {
                    for (int size : sizes) {
                        int count = Math.min(MOST_CHUNKS, MOST_BYTES / size);
                        byte[] request = Asker.get(ScaleServerMain.CHUNKS + size + "/" + count, 2);
                        Cost each = Cost.of(on.child().pid(), on.port(), request, 4, millis);
                        add(axis, on, size, new Cost(each.micros() / count, each.perSecond() * count));
                    }
                }
            }
        }
    }

    private Stand routes(String server, int routes) throws IOException, InterruptedException {
        Child child = Child.start(ScaleServerMain.class,
                List.of("--add-opens=java.base/java.lang=ALL-UNNAMED"),
                log, server, Integer.toString(routes));
        return new Stand(server, "ours", child, Integer.parseInt(child.next(START).split(" ", -1)[1]));
    }

    /** Adds idle ones up to each size; at its end all have to be there still. */
    private void crowd(Axis axis, Stand on, List<Integer> sizes) throws IOException, InterruptedException {
        List<Asker> idle = new ArrayList<>();
        try {
            for (int size : sizes) {
                while (idle.size() < size) {
                    String path = axis == Axis.STREAMS ? Wire.IDLE + idle.size() : Wire.PLAIN;
                    var next = new Asker(on.port(), Asker.get(path, 1), 512);
                    idle.add(next);
                    next.open();
                }
                add(axis, on, size, cost(on, Asker.get(Wire.PLAIN, 2)));
                long open = Processes.files(on.child().pid());
                if (open < size) {
                    throw new IllegalStateException(on.server() + " has closed idle connections: " + open
                            + " files where " + size + " connections were open");
                }
            }
        } finally {
            for (Asker each : idle) {
                each.close();
            }
        }
    }

    private Cost cost(Stand on, byte[] request) throws IOException, InterruptedException {
        return Cost.of(on.child().pid(), on.port(), request, BUSY, millis);
    }

    private void add(Axis axis, Stand on, int size, Cost cost) {
        points.add(new Point(axis.label(), on.server(), on.variant(), size, cost.micros(), cost.perSecond()));
    }

    private List<Slope> slopes() {
        return points.stream().map(each -> new Slope(each.axis(), each.server(), each.variant(), 0))
                .distinct()
                .map(each -> new Slope(each.axis, each.server, each.variant, Point.slope(of(each)))).toList();
    }

    private List<Point> of(Slope line) {
        return points.stream().filter(each -> each.axis().equals(line.axis)
                && each.server().equals(line.server) && each.variant().equals(line.variant)).toList();
    }

    private String table() {
        var rows = new ArrayList<List<String>>();
        for (Slope line : slopes()) {
            var costs = of(line).stream().map(each -> String.format(Locale.ROOT, "%.0f: %.1f", each.x(),
                    each.micros())).toList();
            rows.add(List.of(line.axis, line.server, line.variant, String.join(", ", costs),
                    String.format(Locale.ROOT, "%.2f", line.slope)));
        }
        var text = new StringBuilder();
        Report.table(List.of("what grows", "server", "variant", "size: CPU µs", "slope"), rows, text);
        return text.toString();
    }
}
