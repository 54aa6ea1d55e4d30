package io.pastelli.bench.scale;

import io.pastelli.bench.CommandLine;
import io.pastelli.bench.Stand;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What to measure and for how long.
 *
 * @param most the largest size of an axis that is measured
 * @param time of a round, and of the warm-up before it
 */
public record ScaleOptions(List<String> servers, List<Axis> axes, int most, Duration time) {
    private static final ScaleOptions DEFAULT = new ScaleOptions(Stand.SERVERS, List.of(Axis.values()),
            Integer.MAX_VALUE, Duration.ofSeconds(2));
    private static final ScaleOptions QUICK = new ScaleOptions(Stand.SERVERS, List.of(Axis.values()), 4_096,
            Duration.ofMillis(500));
    /** What the command line may say. */
    public static final String HELP = """
            usage: bench scale [options]   how the CPU of a request grows with what there is: ten minutes
              --only SERVERS      of netty,jetty,undertow
              --workload NAMES    of %s
              --seconds S         time of one round, 0.1 to 60 (2)
              --quick             short, sizes up to 4 096
              --help
            It opens 19 000 connections: ulimit -n has to allow 20 000 files.""".formatted(
            CommandLine.labels(List.of(Axis.values()), Axis::option));

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException for one that is not understood, with a line that says what to do
     */
    public static ScaleOptions parse(String... args) {
        return CommandLine.read(args, DEFAULT, QUICK, Map.of(
                "--only", (options, line) -> new ScaleOptions(
                        line.choice("server", Stand.SERVERS, name -> name), options.axes, options.most,
                        options.time),
                "--workload", (options, line) -> new ScaleOptions(options.servers,
                        line.choice("workload", List.of(Axis.values()), Axis::option), options.most,
                        options.time),
                "--seconds", (options, line) -> new ScaleOptions(options.servers, options.axes, options.most,
                        line.seconds())));
    }

    /** Returns what is measured, a line. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s; %s; rounds of %.1f s", String.join(",", servers),
                CommandLine.labels(axes, Axis::option), time.toMillis() / 1e3);
    }
}
