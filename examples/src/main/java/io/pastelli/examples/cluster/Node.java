package io.pastelli.examples.cluster;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.push.redis.Redis;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.LogManager;

/** A node of the cluster, in a process of its own. It says its port, and ends with its input: never later than who started it. */
public final class Node {
    /** The variable with the address of Redis, which may hold a password. */
    static final String REDIS = "PASTELLI_CLUSTER_REDIS";
    /** What all keys in Redis begin with. */
    static final String NAMESPACE = "pastelli-cluster";

    private static final Duration GRACE = Duration.ofSeconds(3);

    private Node() {}

    /** Runs a node on the adapter of this name. */
    public static void main(String[] arguments) throws IOException {
        LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
        String adapter = arguments[0];
        var redis = Redis.at(System.getenv(REDIS)).withNamespace(NAMESPACE);
        var chat = new ClusterChat(redis.bayeux(), adapter + " " + ProcessHandle.current().pid());
        Server server = Pastelli.http(chat.plug(),
                ServerOptions.port(0).host("127.0.0.1").adapter(adapter));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            chat.drain();
            server.stop(GRACE);
            chat.close();
        }, "node-stop"));
        System.out.println(server.port());
        while (System.in.read() >= 0) {
            // until who started it is gone
        }
        System.exit(0);
    }
}
