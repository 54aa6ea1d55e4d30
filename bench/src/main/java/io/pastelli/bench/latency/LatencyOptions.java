package io.pastelli.bench.latency;

import io.pastelli.bench.CommandLine;
import io.pastelli.bench.Stand;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What to measure and for how long.
 *
 * @param servers in this order
 * @param workloads plain and json
 * @param percents of what the bare server can, as a closed loop finds it
 * @param time of a round
 * @param rounds of each, alternating
 */
public record LatencyOptions(List<String> servers, List<String> workloads, List<Integer> percents,
        Duration time,
        int rounds) {
    private static final List<String> WORKLOADS = List.of("plain", "json");
    private static final LatencyOptions DEFAULT = new LatencyOptions(Stand.SERVERS, WORKLOADS,
            List.of(10, 30, 60), Duration.ofSeconds(4), 3);
    private static final LatencyOptions QUICK = new LatencyOptions(Stand.SERVERS, List.of("plain"),
            List.of(10, 30), Duration.ofSeconds(1), 1);
    /** What the command line may say. */
    public static final String HELP = """
            usage: bench latency [options]   latency at fixed rates, from the time each request was due: twelve minutes
              --only SERVERS      of netty,jetty,undertow
              --workload NAMES    of plain,json
              --seconds S         time of one round, 0.1 to 60 (4)
              --rounds N          rounds of each variant, alternating, 1 to 20 (3)
              --quick             plain, short: a minute
              --help""";

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException for one that is not understood, with a line that says what to do
     */
    public static LatencyOptions parse(String... args) {
        return CommandLine.read(args, DEFAULT, QUICK, Map.of(
                "--only", (options, line) -> new LatencyOptions(
                        line.choice("server", Stand.SERVERS, name -> name), options.workloads,
                        options.percents,
                        options.time, options.rounds),
                "--workload", (options, line) -> new LatencyOptions(options.servers,
                        line.choice("workload", WORKLOADS, name -> name), options.percents, options.time,
                        options.rounds),
                "--seconds", (options, line) -> new LatencyOptions(options.servers, options.workloads,
                        options.percents, line.seconds(), options.rounds),
                "--rounds", (options, line) -> new LatencyOptions(options.servers, options.workloads,
                        options.percents, options.time, line.rounds())));
    }

    /** Returns what is measured, a line. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s; %s at %s %% of the bare server's most; %d rounds of %.1f s",
                String.join(",", servers), String.join(",", workloads), percents, rounds,
                time.toMillis() / 1e3);
    }
}
