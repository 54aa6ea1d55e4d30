package io.pastelli.bench;

import io.pastelli.bench.client.LoadMain;
import io.pastelli.bench.server.ServerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A running server with its own load generator, each a JVM. */
record Contender(String server, Variant variant, Child serve, Child load) implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);

    static Contender start(String server, Variant variant, Path log)
            throws IOException, InterruptedException {
        Child serve = Child.start(ServerMain.class, variant.opened(), log,
                variant == Variant.BARE ? "bare" : "ours", server);
        try {
            String port = serve.next(START).split(" ")[1];
            Child load = Child.start(LoadMain.class, false, log, port);
            load.next(START);
            return new Contender(server, variant, serve, load);
        } catch (RuntimeException | IOException | InterruptedException e) {
            serve.close();
            throw e;
        }
    }

    @Override
    public void close() {
        load.close();
        serve.close();
    }
}
