package io.pastelli.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Which rooms of which servers, and for how long.
 *
 * @param peers the servers
 * @param rooms the workloads
 * @param pace what is said there
 */
record RoomOptions(List<Peer> peers, List<Room> rooms, Pace pace) {
    private static final Duration SILENCE = Duration.ofSeconds(40); // a slow server stands still for seconds
    private static final RoomOptions DEFAULT = new RoomOptions(List.of(Peer.values()), List.of(Room.values()),
            new Pace(10_000, 100_000, 5, Duration.ofSeconds(2), 3, SILENCE));
    private static final RoomOptions QUICK = new RoomOptions(List.of(Peer.JETTY, Peer.COMETD, Peer.FAYE),
            List.of(Room.WS_200, Room.LP_200),
            new Pace(10_000, 20_000, 2, Duration.ofSeconds(1), 1, SILENCE));
    static final String HELP = """
            usage: bench bayeux [options]   our Bayeux server, CometD's and Faye's, about nine minutes
              --only SERVERS      of jetty,undertow,netty (ours),cometd,faye
              --workload NAMES    of %s
              --seconds S         time of one paced round, 0.1 to 60 (2)
              --rounds N          paced and burst rounds, each, 1 to 20 (3)
              --quick             ws-200 and lp-200 on jetty, cometd and faye, one short round and burst
              --help""".formatted(CommandLine.labels(List.of(Room.values()), Room::label));

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException for one that is not understood, with a line that says what to do
     */
    static RoomOptions parse(String... args) {
        return CommandLine.read(args, DEFAULT, QUICK, Map.of(
                "--only", (options, line) -> new RoomOptions(
                        line.choice("server", List.of(Peer.values()), Peer::option), options.rooms,
                        options.pace),
                "--workload", (options, line) -> new RoomOptions(options.peers,
                        line.choice("workload", List.of(Room.values()), Room::label), options.pace),
                "--seconds", (options, line) -> options.with(options.pace.withTime(line.seconds())),
                "--rounds", (options, line) -> options.with(options.pace.withRounds(line.rounds()))));
    }

    private RoomOptions with(Pace other) {
        return new RoomOptions(peers, rooms, other);
    }

    /** Returns what is measured, a line. */
    @Override
    public String toString() {
        return CommandLine.labels(peers, Peer::label) + "; " + CommandLine.labels(rooms, Room::label) + "; "
                + pace;
    }
}
