package io.pastelli.bench;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What to measure beside the peers and for how long.
 *
 * @param peers in this order
 * @param workloads which
 * @param time of one round
 * @param rounds of each server, alternating
 * @param warmUp CPU time of each server before, at most three times as long by the clock; for events, by the clock
 * @param connections of the closed loops
 */
record WebOptions(List<WebPeer> peers, Set<Workload> workloads, Duration time, int rounds, Duration warmUp,
        int connections) {
    private static final Set<Workload> ALL = EnumSet.of(Workload.PLAIN, Workload.PLAIN_PIPELINED,
            Workload.JSON, Workload.POST, Workload.FILE, Workload.SSE500, Workload.SSE2000,
            Workload.SSE10000);
    private static final int CONNECTIONS = 64;
    static final WebOptions DEFAULT = new WebOptions(List.of(WebPeer.values()), ALL, Duration.ofSeconds(2), 3,
            Duration.ofSeconds(5), CONNECTIONS);
    static final WebOptions QUICK = new WebOptions(DEFAULT.peers,
            EnumSet.of(Workload.PLAIN, Workload.PLAIN_PIPELINED, Workload.JSON, Workload.POST, Workload.FILE,
                    Workload.SSE500),
            Duration.ofMillis(500), 1, Duration.ofSeconds(1), CONNECTIONS);
    static final String HELP = """
            usage: bench peers [options]  the bare servers, ours on each, and the peers, in one run: about 20 minutes
              --only NAMES        of %s
              --workload NAMES    of %s
              --seconds S         time of one round, 0.1 to 60 (2); before, each is warmed by 2.5 times that
              --rounds N          rounds of each server, alternating, 1 to 20 (3)
              --quick             everything up to sse500, short: about three minutes
              --help
            The first run gets the peers by Maven and nginx by apt into bench/target/peers; Node 20 has to be there.
            What is not to be had is named and left out. Every round is in bench/target/results-peers.json."""
            .formatted(CommandLine.labels(List.of(WebPeer.values()), WebPeer::option),
                    CommandLine.labels(ALL, Workload::label));

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException for one that is not understood, with a line that says what to do
     */
    static WebOptions parse(String... args) {
        return CommandLine.read(args, DEFAULT, QUICK, Map.of(
                "--only", (options, line) -> new WebOptions(
                        line.choice("server", List.of(WebPeer.values()), WebPeer::option), options.workloads,
                        options.time, options.rounds, options.warmUp, options.connections),
                "--workload", (options, line) -> new WebOptions(options.peers,
                        EnumSet.copyOf(line.choice("workload", ALL, Workload::label)), options.time,
                        options.rounds, options.warmUp, options.connections),
                "--seconds", (options, line) -> options.withTime(line.seconds()),
                "--rounds", (options, line) -> new WebOptions(options.peers, options.workloads, options.time,
                        line.rounds(), options.warmUp, options.connections)));
    }

    private WebOptions withTime(Duration other) {
        return new WebOptions(peers, workloads, other, rounds, other.multipliedBy(5).dividedBy(2),
                connections);
    }

    WebOptions withConnections(int count) {
        return new WebOptions(peers, workloads, time, rounds, warmUp, count);
    }

    /** Returns what is measured, a line. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s; %s; %d rounds of %.1f s",
                CommandLine.labels(peers, WebPeer::option),
                CommandLine.labels(workloads, Workload::label), rounds, time.toMillis() / 1e3);
    }
}
