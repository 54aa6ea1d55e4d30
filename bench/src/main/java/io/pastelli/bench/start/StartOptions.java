package io.pastelli.bench.start;

import io.pastelli.bench.CommandLine;
import java.util.List;
import java.util.Map;

/**
 * What to start and how often.
 *
 * @param servers which
 * @param modes what the JVM is given
 * @param rounds alternating
 */
public record StartOptions(List<String> servers, List<Mode> modes, int rounds) {
    private static final List<String> SERVERS = List.of("netty", "jetty", "undertow");
    private static final StartOptions DEFAULT = new StartOptions(SERVERS, List.of(Mode.values()), 11);
    private static final StartOptions QUICK = new StartOptions(SERVERS, List.of(Mode.values()), 3);
    /** What the command line may say. */
    public static final String HELP = """
            usage: bench start [options]   from the start of a process to its first response, three minutes
              --only SERVERS      of netty,jetty,undertow
              --rounds N          starts of each, alternating, 1 to 20 (11)
              --quick             three of each
              --help""";

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException for one that is not understood, with a line that says what to do
     */
    public static StartOptions parse(String... args) {
        return CommandLine.read(args, DEFAULT, QUICK, Map.of(
                "--only", (options, line) -> new StartOptions(
                        line.choice("server", SERVERS, name -> name), options.modes, options.rounds),
                "--rounds", (options, line) -> new StartOptions(options.servers, options.modes,
                        line.rounds())));
    }

    /** Returns what is done, a line. */
    @Override
    public String toString() {
        return String.join(",", servers) + "; " + rounds + " starts of each";
    }
}
