package io.pastelli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The workloads that are counted per CPU-second: every variant in turn, the order turned round every round. */
final class Load {
    private final Options options;
    private final Results results;

    Load(Options options, Results results) {
        this.options = options;
        this.results = results;
    }

    void run(Workload workload, List<Contender> contenders) throws IOException, InterruptedException {
        for (Contender each : contenders) {
            if (!workload.http()) {
                Measured.open(each, workload);
            }
            Measured.round(each, workload, options.connections(),
                    workload.http() ? options.time().multipliedBy(2) : options.time()); // warm-up
        }
        var order = new ArrayList<>(contenders);
        for (int i = 0; i < options.rounds(); i++) {
            for (Contender each : order) {
                Measured round = Measured.round(each, workload, options.connections(), options.time());
                results.add(new Rate(each.server(), workload.label(), each.variant(), i, round.perCpuSecond(),
                        round.perSecond(), round.p50(), round.p99(), round.p999(), round.allocated()));
            }
            Collections.reverse(order);
        }
        for (Contender each : contenders) {
            each.load().ask("close");
        }
    }
}
