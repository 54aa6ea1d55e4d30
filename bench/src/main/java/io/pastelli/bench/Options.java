package io.pastelli.bench;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What to measure and for how long.
 *
 * @param servers in this order
 * @param workloads which
 * @param time of one round
 * @param rounds of each variant, alternating
 * @param connections of the closed loops
 * @param idle streams for the memory workload
 */
record Options(List<String> servers, Set<Workload> workloads, Duration time, int rounds, int connections,
        int idle) {
    private static final List<String> SERVERS = List.of("netty", "jetty", "undertow");
    private static final int CONNECTIONS = 64;
    static final Options DEFAULT = new Options(SERVERS, EnumSet.allOf(Workload.class), Duration.ofSeconds(2),
            3, CONNECTIONS, 10_000);
    static final Options QUICK = new Options(SERVERS,
            EnumSet.complementOf(EnumSet.of(Workload.SSE500, Workload.SSE2000, Workload.SSE10000)),
            Duration.ofMillis(500), 1, CONNECTIONS, 2_000);
    static final String HELP = """
            usage: bench [options]      load against the bare servers and our adapters, a quarter of an hour
                   bench peers [options]   the bare servers, ours and the peers in one run (bench peers --help)
                   bench bayeux [options]  our Bayeux server beside CometD's and Faye's (bench bayeux --help)
                   bench redis [options]   two nodes over Redis, beside Faye's; mailboxes (bench redis --help)
                   bench plot              draws the results into docs/performance
                   bench scale [options]   how cost grows with what there is (bench scale --help)
                   bench soak [options]    does anything grow under churn? half an hour (bench soak --help)
                   bench latency [options] latency at fixed rates (bench latency --help)
                   bench start [options]   from the start of a process to its first response (bench start --help)
                   bench jmh [options]  single operations; options as JMH takes them (-h lists them)
              --only SERVERS      of netty,jetty,undertow
              --workload NAMES    of %s
              --seconds S         time of one round, 0.1 to 60 (2)
              --rounds N          rounds of each variant, alternating, 1 to 20 (3)
              --quick             everything but sse500, sse2000 and sse10000, short: about a minute
              --help"""
            .formatted(Workload.labels());

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException for one that is not understood, with a line that says what to do
     */
    static Options parse(String... args) {
        return CommandLine.read(args, DEFAULT, QUICK, Map.of(
                "--only", (options, line) -> options.withServers(
                        line.choice("server", SERVERS, name -> name)),
                "--workload", (options, line) -> options.withWorkloads(EnumSet.copyOf(
                        line.choice("workload", List.of(Workload.values()), Workload::label))),
                "--seconds", (options, line) -> options.withTime(line.seconds()),
                "--rounds", (options, line) -> options.withRounds(line.rounds())));
    }

    private Options withServers(List<String> names) {
        return new Options(names, workloads, time, rounds, connections, idle);
    }

    private Options withWorkloads(Set<Workload> chosen) {
        return new Options(servers, chosen, time, rounds, connections, idle);
    }

    private Options withTime(Duration other) {
        return new Options(servers, workloads, other, rounds, connections, idle);
    }

    private Options withRounds(int count) {
        return new Options(servers, workloads, time, count, connections, idle);
    }

    Options withConnections(int count) {
        return new Options(servers, workloads, time, rounds, count, idle);
    }

    /** Returns what is measured, a line. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s; %s; %d rounds of %.1f s", String.join(",", servers),
                String.join(",", workloads.stream().map(Workload::label).toList()), rounds,
                time.toMillis() / 1e3);
    }
}
