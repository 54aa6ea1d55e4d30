package io.pastelli.examples.cli;

import io.pastelli.bayeux.cli.Problems.CannotRunException;
import io.pastelli.examples.cluster.Cluster;
import io.pastelli.push.bayeux.backend.UnavailableException;
import io.pastelli.push.redis.Redis;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./pastelli run cluster}: one chat from several nodes, until it is told to stop. */
@Command(name = "cluster", mixinStandardHelpOptions = true, showDefaultValues = true, description = "Serves one chat from several nodes, processes on different servers behind a small proxy. Kill one: the chat goes on.", footer = {
        "", "The nodes share a Redis, 6 or newer. Ctrl-C or TERM stops them in order."})
final class ClusterCommand implements Callable<Integer> {
    private static final List<String> ADAPTERS = List.of("jetty", "undertow", "netty");

    @Option(names = "--redis", paramLabel = "URL", defaultValue = "redis://localhost:6379", description = "The Redis that the nodes share.")
    private String redis = "";

    @Option(names = "--nodes", paramLabel = "NAME", split = ",", defaultValue = "jetty,undertow", description = "The server under each node: jetty, undertow or netty, with commas between.")
    private List<String> nodes = List.of();

    @Option(names = {"-p",
            "--port"}, paramLabel = "N", defaultValue = "4001", description = "The port of the proxy, on 127.0.0.1 only; 0 picks a free one and prints it.")
    private int port;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        check();
        PrintWriter out = spec.commandLine().getOut();
        try (var cluster = start(out)) {
            var stop = new Thread(cluster::close, "cluster-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            say(out, "cluster on " + String.join(" and ", nodes) + ": " + cluster.url()
                    + "; Ctrl-C stops it");
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void check() {
        if (!ADAPTERS.containsAll(nodes)) {
            throw CannotRunException.of("--nodes",
                    String.join(",", nodes) + ": choose of jetty, undertow and netty");
        }
        if (port < 0 || port > 65_535) {
            throw CannotRunException.of("--port",
                    port + " is no port: pass 1 to 65535, or 0 for a free one");
        }
        try {
            Redis.at(redis).check();
        } catch (IllegalArgumentException e) {
            throw new CannotRunException("--redis: " + e.getMessage());
        } catch (UnavailableException e) {
            throw new CannotRunException(e.getMessage()
                    + "; start one with redis-server or docker run -p 6379:6379 redis, or name another with --redis");
        }
    }

    private Cluster start(PrintWriter out) throws InterruptedException {
        try {
            return Cluster.start(redis, nodes, port, line -> say(out, line));
        } catch (IllegalStateException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new CannotRunException(e.getMessage() + " (--port " + (port == 4001 ? 4002 : 4001)
                    + ", or --port 0 for a free one)");
        }
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
