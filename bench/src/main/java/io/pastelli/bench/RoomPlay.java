package io.pastelli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Plays the rounds of a full room, and measures what they cost those that serve it. */
final class RoomPlay {
    private final String server;
    private final Room room;
    private final Pace pace;
    private final List<Child> nodes;
    private final OptionalLong store; // the process of the Redis that the nodes share
    private final Child load;

    RoomPlay(String server, Room room, Pace pace, List<Child> nodes, OptionalLong store, Child load) {
        this.server = server;
        this.room = room;
        this.pace = pace;
        this.nodes = nodes;
        this.store = store;
        this.load = load;
    }

    private record Counts(long arrived, long doubled, long late) {}

    /** Returns the rounds that count. */
    List<RoomRound> run() throws IOException, InterruptedException {
        long interval = 1_000_000_000L * room.members() / pace.perSecond();
        int paced = (int) Math.max(2, pace.time().toNanos() / interval);
        int burst = pace.burst() / room.members();
        for (int i = 0; i < pace.warmBursts(); i++) {
            round("burst", burst, 0);
        }
        round("paced", paced, interval);
        var rounds = new ArrayList<RoomRound>();
        for (int i = 0; i < pace.rounds(); i++) {
            rounds.add(round("paced", paced, interval));
        }
        for (int i = 0; i < pace.rounds(); i++) {
            rounds.add(round("burst", burst, 0));
        }
        return rounds;
    }

    private RoomRound round(String name, int count, long interval) throws IOException, InterruptedException {
        Counts before = counts();
        long due = (long) count * room.members();
        long cpu = cpu();
        long redis = storeCpu();
        long start = System.nanoTime();
        load.ask("say " + count + " " + interval);
        long took = arrive(before.arrived + due) - start;
        double used = (cpu() - cpu) / 1e9;
        double stored = (storeCpu() - redis) / 1e9;
        Counts after = counts();
        String[] latencies = load.ask("latencies").split(" ", -1);
        long arrived = after.arrived - before.arrived;
        long doubled = after.doubled - before.doubled;
        return new RoomRound(server, room, name, arrived, used, stored, arrived * 1e9 / took,
                Double.parseDouble(latencies[0]) / 1e6, Double.parseDouble(latencies[1]) / 1e6,
                Math.max(0, due - (arrived - doubled)), doubled, after.late - before.late);
    }

    /** Waits until all is there, or nothing has come for a while; returns when the last one came. */
    private long arrive(long due) throws InterruptedException {
        long now = load.number("arrived");
        long last = System.nanoTime();
        while (now < due && System.nanoTime() - last < pace.silence().toNanos()) {
            Thread.sleep(2);
            long then = now;
            now = load.number("arrived");
            if (now > then) {
                last = System.nanoTime();
            }
        }
        return last;
    }

    private Counts counts() throws InterruptedException {
        String[] said = load.ask("counts").split(" ", -1);
        return new Counts(Long.parseLong(said[0]), Long.parseLong(said[1]), Long.parseLong(said[2]));
    }

    private long cpu() throws IOException {
        long sum = 0;
        for (Child each : nodes) {
            sum += Processes.cpuNanos(each.pid());
        }
        return sum;
    }

    private long storeCpu() throws IOException {
        return store.isPresent() ? Processes.cpuNanos(store.getAsLong()) : 0;
    }
}
