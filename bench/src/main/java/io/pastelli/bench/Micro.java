package io.pastelli.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The benchmarks of single operations, with the bytes that each allocates. */
final class Micro {
    private Micro() {}

    static void run(String... args) throws Exception {
        var options = new CommandLineOptions(args);
        if (options.shouldHelp()) {
            options.showHelp();
        } else if (options.shouldList()) {
            new Runner(options).list();
        } else {
            new Runner(new OptionsBuilder().parent(options).addProfiler(GCProfiler.class).build()).run();
        }
    }
}
