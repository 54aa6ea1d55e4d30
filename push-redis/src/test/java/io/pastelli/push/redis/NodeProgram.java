package io.pastelli.push.redis;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.push.bayeux.Bayeux;
import io.pastelli.push.bayeux.BayeuxOptions;
import io.pastelli.push.bayeux.backend.Limits;
import io.pastelli.push.bayeux.backend.Limits.Overflow;
import java.io.IOException;
import java.time.Duration;

/** A node: in this process, or as a program in one of its own, which ends with its input. */
final class NodeProgram implements AutoCloseable {
    private static final int PLENTY = 1 << 20;

    private final Bayeux bayeux;
    private final Server server;

    NodeProgram(String redis, String adapter, int port) {
        bayeux = Bayeux.create(options -> changed(options, redis));
        server = Pastelli.http(bayeux.plug(),
                ServerOptions.port(port).host("127.0.0.1").adapter(adapter));
    }

    private static BayeuxOptions changed(BayeuxOptions options, String redis) {
        return options.withBackend(Redis.at(redis).withPatience(Duration.ofSeconds(6)).bayeux())
                .withTimeout(Duration.ofSeconds(5))
                .withExpiry(Duration.ofSeconds(20))
                .withLimits(Limits.DEFAULT.withQueue(PLENTY, PLENTY, Overflow.DISCONNECT)).withBatch(50);
    }

    Bayeux bayeux() {
        return bayeux;
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        bayeux.drain();
        server.stop(Duration.ofSeconds(5));
        bayeux.close();
    }

    /** Runs a node: the URL of Redis, the adapter, the port. */
    public static void main(String[] arguments) throws IOException {
        var node = new NodeProgram(arguments[0], arguments[1], Integer.parseInt(arguments[2]));
        System.out.println("port " + node.port());
        while (System.in.read() >= 0) {
            // until who started us is gone
        }
        Runtime.getRuntime().halt(0);
    }
}
