package io.pastelli.bench.latency;

import io.pastelli.bench.Commands;
import java.time.Duration;
import java.util.List;

/** Calls servers at fixed rates, in its own process. */
public final class OpenLoadMain implements Commands {
    private OpenLoadMain() {}

    /** Says {@code up} and takes commands. */
    public static void main(String[] args) throws Exception {
        Commands.serve("up", new OpenLoadMain());
        System.exit(0);
    }

    /** Runs {@code open port path connections rate milliseconds}. */
    @Override
    public String run(List<String> words) throws Exception {
        return new OpenLoop(Integer.parseInt(words.get(1)), words.get(2), Integer.parseInt(words.get(3)))
                .run(Double.parseDouble(words.get(4)), Duration.ofMillis(Long.parseLong(words.get(5))));
    }
}
