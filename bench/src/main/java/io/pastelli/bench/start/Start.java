package io.pastelli.bench.start;

import io.pastelli.bench.Conditions;
import io.pastelli.bench.Report;
import io.pastelli.bench.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Start-up: bare servers and ours, with and without what an earlier run has left. */
public final class Start {
    private final StartOptions options;
    private final Path folder;
    private final Path log;

    private record Begun(Program program, Mode mode, List<Launch.First> firsts) {
        double quantile(double at, ToDoubleFunction<Launch.First> of) {
            double[] sorted = firsts.stream().mapToDouble(of).sorted().toArray();
            return sorted[(int) Math.round(at * (sorted.length - 1))];
        }

        Figure figure() {
            return new Figure(program.server(), program.label(), mode.label(),
                    quantile(0.5, Launch.First::millis),
                    quantile(0, Launch.First::millis), quantile(1, Launch.First::millis),
                    quantile(0.5, Launch.First::cpu), firsts);
        }
    }

    private record Figure(String server, String program, String mode, double median, double least,
            double most,
            double cpu, List<Launch.First> starts) {}

    private record Json(String conditions, List<Figure> starts) {}

    private Start(StartOptions options, Path folder) {
        this.options = options;
        this.folder = folder;
        this.log = folder.resolve("bench-children.log");
    }

    /** Measures, writes {@code results-start.json}, and returns the table. */
    public static String run(StartOptions options, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return new Start(options, folder).run();
    }

    private String run() throws IOException, InterruptedException {
        String conditions = Conditions.of(options.toString());
        System.out.println(conditions);
        List<Begun> all = new ArrayList<>();
        for (String server : options.servers()) {
            for (Program program : List.of(new Program(server, false), new Program(server, true))) {
                for (Mode mode : options.modes()) {
                    train(program, mode);
                    all.add(new Begun(program, mode, new ArrayList<>()));
                }
            }
        }
        for (int i = 0; i < options.rounds(); i++) {
            for (Begun each : i % 2 == 0 ? all : all.reversed()) {
                each.firsts.add(Launch.toFirstResponse(each.program,
                        each.mode.using(each.mode.file(folder, each.program)), log));
            }
        }
        List<Figure> figures = all.stream().map(Begun::figure).toList();
        Results.write(new Json(conditions + "; " + Conditions.load() + " after", figures),
                folder.resolve("results-start.json"));
        return table(figures);
    }

    private void train(Program program, Mode mode) throws IOException, InterruptedException {
        if (mode == Mode.NONE) {
            return;
        }
        Path file = mode.file(folder, program);
        Files.deleteIfExists(file);
        Launch.train(program, mode.training(file), log);
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "no " + mode.label() + " was written: it takes a class path of jars;"
                            + " " + log + " may say more");
        }
    }

    private static String table(List<Figure> figures) {
        var rows = new ArrayList<List<String>>();
        for (Figure each : figures) {
            rows.add(List.of(each.server, each.program, each.mode, millis(each.median), millis(each.least),
                    millis(each.most), millis(each.cpu)));
        }
        var text = new StringBuilder();
        Report.table(List.of("server", "program", "JVM", "first response ms", "least", "most",
                "CPU ms"), rows, text);
        return text.toString();
    }

    private static String millis(double number) {
        return String.format(Locale.ROOT, "%.0f", number);
    }
}
