package io.pastelli.bench;

import io.pastelli.bench.server.ServerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A server of the load suite in its own JVM, for other suites.
 *
 * @param server netty, jetty or undertow
 * @param variant bare, ours or closed
 * @param port that speaks plain HTTP
 */
public record Stand(String server, String variant, Child child, int port) implements AutoCloseable {
    /** What stands on a server: nothing, ours in an opened JVM, ours in a closed one. */
    public static final List<String> VARIANTS = List.of("bare", "ours", "closed");
    /** The servers. */
    public static final List<String> SERVERS = List.of("netty", "jetty", "undertow");
    private static final Duration START = Duration.ofSeconds(60);

    /** Starts one; {@code flags} are further ones of its JVM. */
    public static Stand start(String server, String variant, List<String> flags, Path log)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(flags);
        if (variant.equals("ours")) {
            all.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        }
        Child child = Child.start(ServerMain.class, all, log, variant.equals("bare") ? "bare" : "ours",
                server);
        try {
            return new Stand(server, variant, child,
                    Integer.parseInt(child.next(START).split(" ", -1)[1]));
        } catch (RuntimeException | InterruptedException e) {
            child.close();
            throw e;
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
