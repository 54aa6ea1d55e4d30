package io.pastelli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bare servers, ours on each adapter, and the peers, in one run: for each workload every server is started anew with a
 * load generator of its own, warmed, and measured in turn, the order turned round every round. A server that cannot be had or
 * does not live through it is named, and the others are measured all the same.
 */
final class WebBench {
    private static final int PATIENCE = 3;

    private final WebOptions options;
    private final Path target;
    private final Path log;
    private final List<WebPeer> peers = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<WebRound> rounds = new ArrayList<>();

    private WebBench(WebOptions options, Path target) {
        this.options = options;
        this.target = target;
        this.log = target.resolve("bench-children.log");
    }

    /** Measures, writes {@code results-peers.json} and {@code results-peers.md} into {@code target}, returns the tables. */
    static String run(WebOptions options, Path target) throws IOException, InterruptedException {
        Files.createDirectories(target);
        String conditions = Conditions.of(options.toString());
        System.out.println(conditions);
        var bench = new WebBench(options, target);
        bench.install();
        String text = "";
        for (Workload workload : options.workloads()) {
            bench.measure(workload);
            Results.write(bench.rounds, target.resolve("results-peers.json"));
            text = WebReport.of(bench.rounds, bench.failures);
            Files.writeString(target.resolve("results-peers.md"), conditions + "\n" + text);
        }
        return text;
    }

    private void install() throws IOException, InterruptedException {
        for (WebPeer peer : options.peers()) {
            try {
                peer.install(target);
                peers.add(peer);
            } catch (IllegalStateException e) {
                fail(peer.label() + " is left out: " + e.getMessage());
            }
        }
    }

    private void fail(String what) {
        System.out.println("  " + what);
        failures.add(what);
    }

    private void measure(Workload workload) throws IOException, InterruptedException {
        System.out.println("  " + workload.label() + ", load average " + Processes.loadAverage() + " …");
        Map<WebPeer, Subject> running = new LinkedHashMap<>();
        try {
            for (WebPeer peer : peers) {
                if (peer.serves(workload)) {
                    start(peer, workload, running);
                }
            }
            List<WebPeer> order = new ArrayList<>(running.keySet());
            for (int i = 0; i < options.rounds(); i++) {
                for (WebPeer peer : order) {
                    Subject on = running.get(peer);
                    if (on != null && !round(peer, on, workload, i)) {
                        running.remove(peer);
                        on.close();
                    }
                }
                Collections.reverse(order);
            }
        } finally {
            running.values().forEach(Subject::close);
        }
    }

    private void start(WebPeer peer, Workload workload, Map<WebPeer, Subject> running)
            throws IOException, InterruptedException {
        try {
            Subject on = peer.start(target, log);
            if (warm(peer, on, workload)) {
                running.put(peer, on);
            } else {
                on.close();
            }
        } catch (IllegalStateException e) {
            failed(peer, workload, e);
        }
    }

    /** Lets a server work for as long as it is to be warmed, by its own CPU time: a busy machine gives it less. */
    private boolean warm(WebPeer peer, Subject on, Workload workload)
            throws IOException, InterruptedException {
        try {
            if (!workload.http()) {
                Measured.open(on, workload);
            }
            long end = System.nanoTime() + PATIENCE * options.warmUp().toNanos();
            long hot = on.cpuNanos() + options.warmUp().toNanos();
            do {
                Measured.round(on, workload, options.connections(),
                        workload.http() ? options.time() : options.warmUp());
            } while (workload.http() && on.cpuNanos() < hot && System.nanoTime() < end);
            return true;
        } catch (IllegalStateException e) {
            failed(peer, workload, e);
            return false;
        }
    }

    private void failed(WebPeer peer, Workload workload, IllegalStateException e) {
        fail(peer.label() + " " + workload.label() + " failed: " + e.getMessage());
    }

    private boolean round(WebPeer peer, Subject on, Workload workload, int number)
            throws IOException, InterruptedException {
        try {
            Duration time = options.time();
            Measured of = Measured.round(on, workload, options.connections(), time);
            rounds.add(new WebRound("peers", workload.label(), peer.contender(), peer.server(), number,
                    new WebRound.Metrics(of.perCpuSecond(), of.perSecond(), of.p50(), of.p99(), of.p999(),
                            Processes.treePeakMiB(on.serve().pid()), Processes.loadAverage())));
            return true;
        } catch (IllegalStateException e) {
            failed(peer, workload, e);
            return false;
        }
    }
}
