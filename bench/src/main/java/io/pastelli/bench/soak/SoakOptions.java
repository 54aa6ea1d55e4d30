package io.pastelli.bench.soak;

import io.pastelli.bench.CommandLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How to soak.
 *
 * @param servers all at once
 * @param time of the soak itself
 * @param warmUp before it; what is there when everybody has left then is the base
 * @param every how often to look
 * @param part of the usual crowd
 */
public record SoakOptions(List<String> servers, Duration time, Duration warmUp, Duration every, double part) {
    private static final List<String> SERVERS = List.of("netty", "jetty", "undertow");
    private static final SoakOptions DEFAULT = new SoakOptions(SERVERS, Duration.ofMinutes(30),
            Duration.ofSeconds(60), Duration.ofSeconds(30), 1);
    private static final SoakOptions QUICK = new SoakOptions(SERVERS, Duration.ofSeconds(60),
            Duration.ofSeconds(15), Duration.ofSeconds(3), 1);
    /** What the command line may say. */
    public static final String HELP = """
            usage: bench soak [options]   streams, WebSockets and polls come and go, all servers at once: does anything grow?
              --minutes M         how long, 0.1 to 1440 (30)
              --only SERVERS      of netty,jetty,undertow
              --quick             one minute
              --help
            Exit code 1 when a response was wrong, something grows, or is left over at the end;
            whether something grows is judged from 10 minutes on.""";

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException for one that is not understood, with a line that says what to do
     */
    public static SoakOptions parse(String... args) {
        return CommandLine.read(args, DEFAULT, QUICK, Map.of(
                "--only", (options, line) -> options.withServers(
                        line.choice("server", SERVERS, name -> name)),
                "--minutes", (options, line) -> options.withTime(
                        Duration.ofMillis((long) (60_000 * line.number(0.1, 1440))))));
    }

    private SoakOptions withServers(List<String> chosen) {
        return new SoakOptions(chosen, time, warmUp, every, part);
    }

    private SoakOptions withTime(Duration other) {
        return new SoakOptions(servers, other, warmUp, every, part);
    }

    /** Returns what is done, a line. */
    @Override
    public String toString() {
        return String.join(",", servers) + "; soak of " + time.toSeconds() + " s after " + warmUp.toSeconds()
                + " s, a sample every " + every.toMillis() / 1e3 + " s";
    }
}
