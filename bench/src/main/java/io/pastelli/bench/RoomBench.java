package io.pastelli.bench;

import io.pastelli.bench.room.RoomMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Our Bayeux server beside CometD's and Faye's, each with a load generator of its own, one after the other. */
final class RoomBench {
    private static final Duration START = Duration.ofSeconds(30);
    private static final int AT_ONCE = 500; // a child answers within a minute and a half

    private final RoomOptions options;
    private final Path target;
    private final Path log;
    private final List<RoomRound> rounds = new ArrayList<>();
    private final List<RoomMemory> memories = new ArrayList<>();

    private record Json(String conditions, List<RoomRound> rounds, List<RoomMemory> memories) {}

    private RoomBench(RoomOptions options, Path target) {
        this.options = options;
        this.target = target;
        this.log = target.resolve("bench-children.log");
    }

    /** Measures, writes {@code bayeux.json} into {@code target}, and returns the tables. */
    static String run(RoomOptions options, Path target) throws IOException, InterruptedException {
        Files.createDirectories(target);
        var bench = new RoomBench(options, target);
        for (Peer peer : options.peers()) {
            peer.install(target);
        }
        for (Room room : options.rooms()) {
            for (Peer peer : options.peers()) {
                bench.attempt(peer, room);
            }
        }
        var text = new StringBuilder();
        RoomReport.rounds(bench.rounds, Peer.COMETD.label(), text);
        RoomReport.memories(bench.memories, text);
        return text.toString();
    }

    /** Measures; a server that does not live through it is named, and the others are measured all the same. */
    private void attempt(Peer peer, Room room) throws IOException, InterruptedException {
        try {
            measure(peer, room);
        } catch (IllegalStateException e) {
            System.out.println("  " + peer.label() + " " + room.label() + " FAILED: " + e.getMessage());
        }
    }

    private void measure(Peer peer, Room room) throws IOException, InterruptedException {
        System.out.println("  " + peer.label() + " " + room.label() + " …");
        Peer.Running server = peer.start(target, log, OptionalInt.empty());
        try (Child serve = server.process();
                Child load = Child.start(RoomMain.class, List.of(), log, String.valueOf(server.port()))) {
            load.next(START);
            double before = room.silent() ? settled(load, serve) : heap(serve);
            fill(room, load);
            if (!room.silent()) {
                rounds.addAll(new RoomPlay(peer.label(), room, options.pace(), List.of(serve),
                        OptionalLong.empty(), load).run());
            }
            memory(peer, room, serve, before);
        }
        Results.write(new Json(options.toString(), rounds, memories), target.resolve("bayeux.json"));
    }

    static void fill(Room room, Child load) throws InterruptedException {
        for (int open = 0; open < room.members(); open += AT_ONCE) {
            load.ask("open " + room.type() + " " + Math.min(AT_ONCE, room.members() - open));
        }
    }

    /** The heap of a server that has seen some polls; they stay, and count with the others. */
    private static double settled(Child load, Child serve) throws InterruptedException {
        load.ask("open long-polling 200");
        return heap(serve);
    }

    private static double heap(Child serve) throws InterruptedException {
        return Double.parseDouble(serve.ask("memory").split(" ", -1)[0]);
    }

    private void memory(Peer peer, Room room, Child serve, double before)
            throws IOException, InterruptedException {
        double peak = Processes.status(serve.pid(), "VmHWM") / 1024.0;
        double resident = Processes.status(serve.pid(), "VmRSS") / 1024.0;
        double heap = heap(serve);
        memories.add(new RoomMemory(peer.label(), room, resident, peak, heap / (1 << 20),
                (heap - before) / room.members(), Processes.status(serve.pid(), "Threads")));
    }
}
