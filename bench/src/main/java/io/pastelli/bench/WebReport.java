package io.pastelli.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What was measured beside the peers, as Markdown tables: medians of the rounds, ratios of rounds of the same number. */
final class WebReport {
    private WebReport() {}

    private record Ratios(double median, double least, double most) {
        @Override
        public String toString() {
            return "**" + Report.number(median) + "** (" + Report.number(least) + "–" + Report.number(most)
                    + ")";
        }
    }

    static String of(List<WebRound> rounds, List<String> failures) {
        var text = new StringBuilder();
        var workloads = new LinkedHashSet<String>();
        rounds.forEach(round -> workloads.add(round.workload()));
        var rows = new ArrayList<List<String>>();
        var behind = new ArrayList<List<String>>();
        for (String workload : workloads) {
            for (WebPeer peer : WebPeer.values()) {
                List<WebRound> own = of(rounds, workload, peer);
                if (!own.isEmpty()) {
                    rows.add(row(rounds, workload, peer, own));
                    behind(rounds, workload, peer, behind);
                }
            }
        }
        Report.table(
                List.of("workload", "server", "k/CPU-s", "k/s", "p50 ms", "p99 ms", "p99.9 ms", "peak MiB",
                        "ours on netty ÷", "ours on jetty ÷", "ours on undertow ÷"),
                rows, text);
        if (!behind.isEmpty()) {
            Report.table(List.of("ours is behind", "on", "k/CPU-s", "a peer", "k/CPU-s", "ratio"), behind,
                    text);
        }
        failures.forEach(each -> text.append('\n').append(each).append('\n'));
        return text.toString();
    }

    private static List<WebRound> of(List<WebRound> rounds, String workload, WebPeer peer) {
        return rounds.stream().filter(round -> round.workload().equals(workload)
                && round.contender().equals(peer.contender()) && round.server().equals(peer.server()))
                .toList();
    }

    private static List<String> row(List<WebRound> rounds, String workload, WebPeer peer,
            List<WebRound> own) {
        var row = new ArrayList<>(List.of(workload, peer.label(), thousands(own),
                number(median(own, WebRound.Metrics::perSecond) / 1e3),
                Report.number(median(own, WebRound.Metrics::p50Micros) / 1e3),
                Report.number(median(own, WebRound.Metrics::p99Micros) / 1e3),
                Report.number(median(own, WebRound.Metrics::p999Micros) / 1e3),
                String.format(Locale.ROOT, "%.0f", median(own, WebRound.Metrics::peakMiB))));
        for (WebPeer ours : WebPeer.OURS) {
            boolean shown = peer.isPeer()
                    || (peer.isBare() && peer.server().equals(ours.server()));
            row.add((shown ? ratios(of(rounds, workload, ours), own) : Optional.<Ratios>empty())
                    .map(Ratios::toString).orElse(""));
        }
        return row;
    }

    /** Appends each of ours whose median ratio to the peer is below 1. */
    private static void behind(List<WebRound> rounds, String workload, WebPeer peer,
            List<List<String>> rows) {
        if (!peer.isPeer()) {
            return;
        }
        List<WebRound> other = of(rounds, workload, peer);
        for (WebPeer ours : WebPeer.OURS) {
            List<WebRound> own = of(rounds, workload, ours);
            ratios(own, other).filter(ratios -> ratios.median < 1).ifPresent(ratios -> rows.add(List.of(
                    workload, ours.server(), thousands(own), peer.label(), thousands(other),
                    ratios.toString())));
        }
    }

    /** Returns the ratios of rounds of the same number, if there are any. */
    private static Optional<Ratios> ratios(List<WebRound> own, List<WebRound> other) {
        double[] pairs = own.stream().flatMap(round -> other.stream()
                .filter(each -> each.round() == round.round())
                .map(each -> round.metrics().perCpuSecond() / each.metrics().perCpuSecond()))
                .mapToDouble(Double::doubleValue).sorted().toArray();
        return pairs.length == 0
                ? Optional.empty()
                : Optional.of(new Ratios(Ratio.median(pairs), pairs[0], pairs[pairs.length - 1]));
    }

    private static String thousands(List<WebRound> rounds) {
        return number(median(rounds, WebRound.Metrics::perCpuSecond) / 1e3);
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.2f" : "%.1f", number);
    }

    private static double median(List<WebRound> rounds, ToDoubleFunction<WebRound.Metrics> of) {
        return Ratio.median(rounds.stream().map(WebRound::metrics).mapToDouble(of).sorted().toArray());
    }
}
