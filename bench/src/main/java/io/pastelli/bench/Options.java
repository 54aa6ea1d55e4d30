package io.pastelli.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What to measure and for how long.
 *
 * @param servers in this order
 * @param workloads which
 * @param time of one round
 * @param rounds of each variant, alternating
 * @param idle streams for the memory workload
 */
record Options(List<String> servers, Set<Workload> workloads, Duration time, int rounds, int idle) {
    private static final List<String> SERVERS = List.of("netty", "jetty", "undertow");
    static final Options DEFAULT = new Options(SERVERS, EnumSet.allOf(Workload.class), Duration.ofSeconds(2),
            3,
            10_000);
    static final Options QUICK = new Options(SERVERS, EnumSet.complementOf(EnumSet.of(Workload.SSE10000)),
            Duration.ofMillis(500), 1, 2_000);
    static final String HELP = """
            usage: bench [options]      load against the bare servers and our adapters, about ten minutes
                   bench bayeux [options]  our Bayeux server beside CometD's and Faye's (bench bayeux --help)
                   bench jmh [options]  single operations; options as JMH takes them (-h lists them)
              --only SERVERS      of netty,jetty,undertow
              --workload NAMES    of %s
              --seconds S         time of one round, 0.1 to 60 (2)
              --rounds N          rounds of each variant, alternating, 1 to 20 (3)
              --quick             everything but sse10000, short: about a minute
              --help""".formatted(Workload.labels());

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException for one that is not understood, with a line that says what to do
     */
    static Options parse(String... args) {
        Options options = List.of(args).contains("--quick") ? QUICK : DEFAULT;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> {
                }
                case "--only" -> options = options.withServers(list(args, ++i));
                case "--workload" -> options = options.withWorkloads(list(args, ++i));
                case "--seconds" -> options = options
                        .withTime(Duration.ofMillis((long) (1000 * number(args, ++i, 0.1, 60))));
                case "--rounds" -> options = options.withRounds((int) number(args, ++i, 1, 20));
                default ->
                    throw new IllegalArgumentException(
                            "unknown option " + args[i] + ": --help lists what there is");
            }
        }
        return options;
    }

    private static String value(String[] args, int at) {
        if (at >= args.length) {
            throw new IllegalArgumentException(args[at - 1] + " needs a value: --help says which");
        }
        return args[at];
    }

    static List<String> list(String[] args, int at) {
        return List.of(value(args, at).split(","));
    }

    static double number(String[] args, int at, double least, double most) {
        double number;
        try {
            number = Double.parseDouble(value(args, at));
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!(number >= least && number <= most)) {
            throw new IllegalArgumentException(
                    args[at - 1] + " is a number from " + least + " to " + most + ", not "
                            + args[at]);
        }
        return number;
    }

    private Options withServers(List<String> names) {
        for (String name : names) {
            if (!SERVERS.contains(name)) {
                throw new IllegalArgumentException("unknown server " + name + ": choose of "
                        + String.join(",", SERVERS));
            }
        }
        return new Options(names, workloads, time, rounds, idle);
    }

    private Options withWorkloads(List<String> names) {
        var chosen = EnumSet.noneOf(Workload.class);
        for (String name : names) {
            chosen.add(Arrays.stream(Workload.values()).filter(each -> each.label().equals(name)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "unknown workload " + name + ": choose of " + Workload.labels())));
        }
        return new Options(servers, chosen, time, rounds, idle);
    }

    private Options withTime(Duration other) {
        return new Options(servers, workloads, other, rounds, idle);
    }

    private Options withRounds(int count) {
        return new Options(servers, workloads, time, count, idle);
    }

    /** Returns what is measured, a line. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s; %s; %d rounds of %.1f s", String.join(",", servers),
                String.join(",", workloads.stream().map(Workload::label).toList()), rounds,
                time.toMillis() / 1e3);
    }
}
