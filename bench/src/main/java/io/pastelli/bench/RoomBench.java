package io.pastelli.bench;

import io.pastelli.bench.room.RoomMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Our Bayeux server beside CometD's and Faye's, each with a load generator of its own, one after the other. */
final class RoomBench {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int PACE = 10_000; // deliveries a second
    private static final int BURST = 100_000; // deliveries
    private static final int WARM_BURSTS = 5;
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
        return RoomReport.of(bench.rounds, bench.memories);
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
        Peer.Running server = peer.start(target, log);
        try (Child serve = server.process();
                Child load = Child.start(RoomMain.class, List.of(), log, String.valueOf(server.port()))) {
            load.next(START);
            double before = room.silent() ? settled(load, serve) : heap(serve);
            for (int open = 0; open < room.members(); open += AT_ONCE) {
                load.ask("open " + room.type() + " " + Math.min(AT_ONCE, room.members() - open));
            }
            if (!room.silent()) {
                play(peer, room, serve, load);
            }
            memory(peer, room, serve, before);
        }
        var mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(target.resolve("bayeux.json"),
                mapper.writeValueAsString(new Json(options.toString(), rounds, memories)) + "\n");
    }

    private void play(Peer peer, Room room, Child serve, Child load)
            throws IOException, InterruptedException {
        long interval = 1_000_000_000L * room.members() / PACE;
        int paced = (int) Math.max(2, options.time().toNanos() / interval);
        int burst = BURST / room.members();
        for (int i = 0; i < WARM_BURSTS; i++) {
            round(peer, room, "burst", serve, load, burst, 0);
        }
        round(peer, room, "paced", serve, load, paced, interval);
        for (int i = 0; i < options.rounds(); i++) {
            rounds.add(round(peer, room, "paced", serve, load, paced, interval));
        }
        for (int i = 0; i < options.rounds(); i++) {
            rounds.add(round(peer, room, "burst", serve, load, burst, 0));
        }
    }

    private RoomRound round(Peer peer, Room room, String pace, Child serve, Child load, int count,
            long interval) throws IOException, InterruptedException {
        long arrived = load.number("arrived");
        long faults = load.number("faults");
        long due = arrived + (long) count * room.members();
        long cpu = Processes.cpuNanos(serve.pid());
        long start = System.nanoTime();
        load.ask("say " + count + " " + interval);
        long now = load.number("arrived");
        while (now < due && System.nanoTime() - start < PATIENCE.toNanos() + count * interval) {
            Thread.sleep(2);
            now = load.number("arrived");
        }
        long took = System.nanoTime() - start;
        double used = (Processes.cpuNanos(serve.pid()) - cpu) / 1e9;
        String[] latencies = load.ask("latencies").split(" ", -1);
        long lost = Math.abs(due - now);
        return new RoomRound(peer, room, pace, now - arrived, used, (now - arrived) * 1e9 / took,
                Double.parseDouble(latencies[0]) / 1e6, Double.parseDouble(latencies[1]) / 1e6,
                load.number("faults") - faults + lost);
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
        memories.add(new RoomMemory(peer, room, resident, peak, heap / (1 << 20),
                (heap - before) / room.members(), Processes.status(serve.pid(), "Threads")));
    }
}
