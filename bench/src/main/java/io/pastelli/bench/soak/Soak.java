package io.pastelli.bench.soak;

import io.pastelli.bench.Child;
import io.pastelli.bench.Conditions;
import io.pastelli.bench.Results;
import io.pastelli.bench.UnmetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Servers under churn: everything is sampled, and at the end everybody leaves. */
public final class Soak {
    private static final String OPENED = "--add-opens=java.base/java.lang=ALL-UNNAMED";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private final SoakOptions options;
    private final Path folder;
    private final List<Soaked> all = new ArrayList<>();

    private record Json(String conditions, List<Sample> samples, List<Outcome> outcomes) {}

    private Soak(SoakOptions options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    /**
     * Soaks, writes {@code results-soak.json}, and returns the tables.
     *
     * @throws UnmetException when anything was wrong, grew, or was left over
     */
    public static String run(SoakOptions options, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return new Soak(options, folder).run();
    }

    private String run() throws IOException, InterruptedException {
        String before = Conditions.of(options.toString());
        System.out.println(before);
        try {
            for (String server : options.servers()) {
                Child child = Child.start(SoakServerMain.class, List.of(OPENED),
                        folder.resolve("bench-children.log"), server);
                all.add(new Soaked(server, child, options.part()));
            }
            for (Soaked each : all) {
                each.up(START);
            }
            visit(options.warmUp(), false);
            for (Soaked each : all) {
                each.base(each.settled(SETTLE));
            }
            visit(options.time(), true);
            List<Outcome> outcomes = new ArrayList<>();
            for (Soaked each : all) {
                outcomes.add(each.outcome(each.settled(SETTLE)));
            }
            String conditions = before + "; " + Conditions.load() + " after";
            Results.write(new Json(conditions, samples(), outcomes), folder.resolve("results-soak.json"));
            String tables = SoakReport.of(outcomes);
            if (outcomes.stream().anyMatch(each -> !each.good())) {
                throw new UnmetException(tables + "\nnot flat, not empty or not right: see above");
            }
            boolean judged = outcomes.stream().allMatch(Outcome::judged);
            return tables + (judged ? "\nflat: nothing grew," : "\ntoo short to say what grows;")
                    + " nothing was left over, every response was right\n";
        } finally {
            all.forEach(Soaked::close);
        }
    }

    private void visit(Duration time, boolean sampled) throws IOException, InterruptedException {
        long start = System.nanoTime();
        all.forEach(Soaked::come);
        for (long next = options.every().toNanos(); next <= time.toNanos(); next += options.every()
                .toNanos()) {
            Thread.sleep(Math.max(0, (next - (System.nanoTime() - start)) / 1_000_000));
            if (sampled) {
                for (Soaked each : all) {
                    each.sample(start);
                }
                Results.write(new Json("under way", samples(), List.of()),
                        folder.resolve("results-soak.json"));
            }
        }
        for (Soaked each : all) {
            each.leave();
        }
    }

    private List<Sample> samples() {
        return all.stream().flatMap(each -> each.samples().stream()).toList();
    }
}
