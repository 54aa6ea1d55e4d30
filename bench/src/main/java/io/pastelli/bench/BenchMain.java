package io.pastelli.bench;

import io.pastelli.adapter.Adapter;
import io.pastelli.bench.latency.Latency;
import io.pastelli.bench.latency.LatencyOptions;
import io.pastelli.bench.plot.Plot;
import io.pastelli.bench.scale.Scale;
import io.pastelli.bench.scale.ScaleOptions;
import io.pastelli.bench.soak.Soak;
import io.pastelli.bench.soak.SoakOptions;
import io.pastelli.bench.start.Start;
import io.pastelli.bench.start.StartOptions;
import io.pastelli.localredis.NoRedisException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The benchmarks as a program; {@code --help} says what it takes. */
public final class BenchMain {
    private final Options options;
    private final Path folder;
    private final Path log;

    private BenchMain(Options options, Path folder) {
        this.options = options;
        this.folder = folder;
        this.log = folder.resolve("bench-children.log");
    }

    /** Runs what the command line asks for; exit code 2 when it is not understood. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("jmh")) {
            Micro.run(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        boolean named = args.length > 0 && Suite.NAMED.containsKey(args[0]);
        Suite suite = Suite.NAMED.getOrDefault(named ? args[0] : "", Suite.LOAD);
        if (List.of(args).contains("--help")) {
            System.out.println(suite.help());
            return;
        }
        try {
            System.out.println(suite.benchmark()
                    .run(named ? Arrays.copyOfRange(args, 1, args.length) : args));
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
        } catch (NoRedisException | UnmetException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private interface Benchmark {
        String run(String... line) throws IOException, InterruptedException;
    }

    /** What a command line may ask for by its first word. */
    private record Suite(String help, Benchmark benchmark) {
        static final Suite LOAD = new Suite(Options.HELP,
                line -> BenchMain.run(Options.parse(line), target()));
        static final Map<String, Suite> NAMED = Map.of(
                "bayeux", new Suite(RoomOptions.HELP,
                        line -> RoomBench.run(RoomOptions.parse(line), target())),
                "peers", new Suite(WebOptions.HELP,
                        line -> WebBench.run(WebOptions.parse(line), target())),
                "redis", new Suite(RedisOptions.HELP,
                        line -> RedisBench.run(RedisOptions.parse(line), target())),
                "plot", new Suite(Plot.HELP, line -> Plot.run(target(), line)),
                "scale", new Suite(ScaleOptions.HELP, line -> Scale.run(ScaleOptions.parse(line), target())),
                "soak", new Suite(SoakOptions.HELP, line -> Soak.run(SoakOptions.parse(line), target())),
                "latency", new Suite(LatencyOptions.HELP,
                        line -> Latency.run(LatencyOptions.parse(line), target())),
                "start", new Suite(StartOptions.HELP, line -> Start.run(StartOptions.parse(line), target())));
    }

    /** Measures, writes {@code results.json} into {@code folder}, and returns the tables. */
    static String run(Options options, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var results = new Results(Conditions.of(options.toString()));
        System.out.println(results.conditions());
        new BenchMain(options, folder).measure(results);
        return Report.of(results);
    }

    private void measure(Results results) throws IOException, InterruptedException {
        List<String> adapters = ServiceLoader.load(Adapter.class).stream().map(found -> found.get().name())
                .toList();
        for (String server : options.servers()) {
            List<Variant> variants = adapters.contains(server)
                    ? List.of(Variant.values())
                    : List.of(Variant.BARE);
            compare(server, variants, results);
            if (options.workloads().contains(Workload.HEAP)) {
                say(server, Workload.HEAP);
                var heap = new Heap(options.idle(), log, results);
                heap.run(server, Variant.BARE, "bare", Wire.IDLE);
                if (variants.contains(Variant.OURS)) {
                    heap.run(server, Variant.OURS, "returned", Wire.IDLE);
                    heap.run(server, Variant.OURS, "staying", Wire.STAYING);
                }
                results.write(folder.resolve("results.json"));
            }
        }
    }

    private void compare(String server, List<Variant> variants, Results results)
            throws IOException, InterruptedException {
        List<Contender> contenders = new ArrayList<>();
        try {
            for (Variant variant : variants) {
                if (options.workloads().stream().anyMatch(variant::does)) {
                    contenders.add(Contender.start(server, variant, log));
                }
            }
            for (Workload workload : options.workloads()) {
                if (workload == Workload.HEAP) {
                    continue;
                }
                say(server, workload);
                List<Contender> taking = contenders.stream().filter(each -> each.variant().does(workload))
                        .toList();
                if (workload == Workload.TOLD) {
                    for (Contender each : taking) {
                        new Leaving(results).run(each);
                    }
                } else {
                    new Load(options, results).run(workload, taking);
                }
                results.write(folder.resolve("results.json"));
            }
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private static void say(String server, Workload workload) {
        System.out.println("  " + server + " " + workload.label() + " …");
    }

    /** Returns the {@code target} folder this program was started from, else the current one. */
    static Path target() {
        Path current = Path.of("").toAbsolutePath();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            for (Path at = Path.of(entry).toAbsolutePath(); at != null; at = at.getParent()) {
                if (at.endsWith(Path.of("bench", "target"))) {
                    return at;
                }
            }
        }
        return current;
    }
}
