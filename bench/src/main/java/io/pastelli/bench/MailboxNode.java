package io.pastelli.bench;

import io.pastelli.bench.client.LoadMain;
import io.pastelli.bench.server.MailboxServerMain;
import io.pastelli.localredis.LocalRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server with mailboxes, and a load generator that fetches there. */
record MailboxNode(Child serve, int port, Child load) implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);

    static MailboxNode start(Optional<LocalRedis> redis, Path log) throws IOException, InterruptedException {
        var line = new ArrayList<>(Peer.java(System.getProperty("java.class.path"),
                MailboxServerMain.class.getName(), "netty"));
        redis.ifPresent(shared -> line.add(String.valueOf(shared.port())));
        Child serve = Child.start(line, log);
        try {
            String port = serve.next(START).split(" ", -1)[1];
            Child load = Child.start(LoadMain.class, List.of(), log, port, port);
            load.next(START);
            return new MailboxNode(serve, Integer.parseInt(port), load);
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
