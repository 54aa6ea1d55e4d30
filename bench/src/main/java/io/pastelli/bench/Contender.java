package io.pastelli.bench;

import io.pastelli.bench.client.LoadMain;
import io.pastelli.bench.server.ServerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A running server with its own load generator, each a JVM. */
record Contender(String server, Variant variant, Child serve, Child load) implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final String OPENED = "--add-opens=java.base/java.lang=ALL-UNNAMED";

    static Contender start(String server, Variant variant, Path log)
            throws IOException, InterruptedException {
        Child serve = Child.start(ServerMain.class, flags(variant), log,
                variant == Variant.BARE ? "bare" : "ours", server);
        try {
            String[] ports = serve.next(START).split(" ", -1);
            Child load = Child.start(LoadMain.class, List.of(), log, ports[1], ports[2]);
            load.next(START);
            return new Contender(server, variant, serve, load);
        } catch (RuntimeException | IOException | InterruptedException e) {
            serve.close();
            throw e;
        }
    }

    /** The flags of the server's JVM; {@code -Dpastelli.bench.flags} gives more, for profiles. */
    private static List<String> flags(Variant variant) {
        String extra = System.getProperty("pastelli.bench.flags", "");
        return Stream.concat(variant.opened() ? Stream.of(OPENED) : Stream.of(),
                Stream.of(extra.split(" ", -1)).filter(flag -> !flag.isEmpty())).toList();
    }

    @Override
    public void close() {
        load.close();
        serve.close();
    }
}
