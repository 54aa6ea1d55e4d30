package io.pastelli.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which rooms of which servers, and for how long.
 *
 * @param peers the servers
 * @param rooms the workloads
 * @param time of one paced round
 * @param rounds paced and burst, each
 */
record RoomOptions(List<Peer> peers, List<Room> rooms, Duration time, int rounds) {
    private static final RoomOptions DEFAULT = new RoomOptions(List.of(Peer.values()), List.of(Room.values()),
            Duration.ofSeconds(2), 3);
    private static final RoomOptions QUICK = new RoomOptions(List.of(Peer.JETTY, Peer.COMETD, Peer.FAYE),
            List.of(Room.WS_200, Room.LP_200), Duration.ofSeconds(1), 1);
    static final String HELP = """
            usage: bench bayeux [options]   our Bayeux server, CometD's and Faye's, about nine minutes
              --only SERVERS      of jetty,undertow,netty (ours),cometd,faye
              --workload NAMES    of %s
              --seconds S         time of one paced round, 0.1 to 60 (2)
              --rounds N          paced and burst rounds, each, 1 to 20 (3)
              --quick             ws-200 and lp-200 on jetty, cometd and faye, one short round
              --help""".formatted(String.join(",", Arrays.stream(Room.values()).map(Room::label).toList()));

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException for one that is not understood, with a line that says what to do
     */
    static RoomOptions parse(String... args) {
        RoomOptions options = List.of(args).contains("--quick") ? QUICK : DEFAULT;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> {
                }
                case "--only" -> options = new RoomOptions(
                        Options.list(args, ++i).stream().map(RoomOptions::peer).toList(), options.rooms,
                        options.time, options.rounds);
                case "--workload" -> options = new RoomOptions(options.peers,
                        Options.list(args, ++i).stream().map(RoomOptions::room).toList(), options.time,
                        options.rounds);
                case "--seconds" -> options = new RoomOptions(options.peers, options.rooms,
                        Duration.ofMillis((long) (1000 * Options.number(args, ++i, 0.1, 60))),
                        options.rounds);
                case "--rounds" -> options = new RoomOptions(options.peers, options.rooms, options.time,
                        (int) Options.number(args, ++i, 1, 20));
                default -> throw new IllegalArgumentException(
                        "unknown option " + args[i] + ": --help lists what there is");
            }
        }
        return options;
    }

    private static Peer peer(String name) {
        return Arrays.stream(Peer.values()).filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst().orElseThrow(() -> new IllegalArgumentException("unknown server " + name
                        + ": choose of jetty,undertow,netty,cometd,faye"));
    }

    private static Room room(String name) {
        return Arrays.stream(Room.values()).filter(each -> each.label().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown workload " + name
                        + ": --help lists what there is"));
    }

    /** Returns what is measured, a line. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s; %s; %d rounds, paced ones of %.1f s",
                String.join(",", peers.stream().map(Peer::label).toList()),
                String.join(",", rooms.stream().map(Room::label).toList()), rounds, time.toMillis() / 1e3);
    }
}
