package io.pastelli.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What to measure over Redis, and for how long.
 *
 * @param pairs the servers in the rooms
 * @param workloads which
 * @param pace what is said in the rooms; a round of round trips is as long as a paced one
 * @param waiters polls that wait for mailboxes, or are held by Bayeux
 * @param publishes most that are measured for a row
 */
record RedisOptions(List<Pair> pairs, List<Shared> workloads, Pace pace, int waiters, int publishes) {
    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final RedisOptions DEFAULT = new RedisOptions(List.of(Pair.MIXED, Pair.NETTY, Pair.FAYE),
            List.of(Shared.WS_200, Shared.LP_200, Shared.SSE_200, Shared.HELD, Shared.MAILBOXES,
                    Shared.PUBLISH),
            new Pace(2_000, 20_000, 6, Duration.ofSeconds(2), 3, SILENCE), 10_000, 100);
    private static final RedisOptions QUICK = new RedisOptions(List.of(Pair.MIXED, Pair.FAYE),
            DEFAULT.workloads, new Pace(2_000, 10_000, 1, Duration.ofSeconds(1), 1, SILENCE), 1_000, 20);
    static final String HELP = """
            usage: bench redis [options]    two nodes over one Redis, about eight minutes: our Bayeux servers beside
                                            Faye's with faye-redis; streams; held polls; mailboxes; what a
                                            publish costs
              --only SERVERS      of %s, two nodes of each (mixed,netty,faye); mixed is Jetty and Netty
              --workload NAMES    of %s (without the rooms of 1000)
              --seconds S         time of one paced round, 0.1 to 60 (2)
              --rounds N          rounds of each kind, 1 to 20 (3)
              --quick             mixed and faye, one short round, fewer waiters: about a minute
              --help
            Redis is redis-server on the PATH, else one out of a jar; it runs on a free port while it is needed."""
            .formatted(CommandLine.labels(List.of(Pair.values()), Pair::option),
                    CommandLine.labels(List.of(Shared.values()), Shared::label));

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException for one that is not understood, with a line that says what to do
     */
    static RedisOptions parse(String... args) {
        return CommandLine.read(args, DEFAULT, QUICK, Map.of(
                "--only", (options, line) -> options.with(
                        line.choice("server", List.of(Pair.values()), Pair::option), options.workloads),
                "--workload", (options, line) -> options.with(options.pairs,
                        line.choice("workload", List.of(Shared.values()), Shared::label)),
                "--seconds", (options, line) -> options.with(options.pace.withTime(line.seconds())),
                "--rounds", (options, line) -> options.with(options.pace.withRounds(line.rounds()))));
    }

    private RedisOptions with(List<Pair> servers, List<Shared> chosen) {
        return new RedisOptions(servers, chosen, pace, waiters, publishes);
    }

    private RedisOptions with(Pace other) {
        return new RedisOptions(pairs, workloads, other, waiters, publishes);
    }

    /** Returns what is measured, a line. */
    @Override
    public String toString() {
        return CommandLine.labels(pairs, Pair::label) + "; " + CommandLine.labels(workloads, Shared::label)
                + "; " + pace + "; " + waiters + " waiters; " + publishes + " publishes";
    }
}
