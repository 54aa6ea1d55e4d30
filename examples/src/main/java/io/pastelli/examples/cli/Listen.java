package io.pastelli.examples.cli;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.conn.Plug;
import io.pastelli.examples.cli.Problems.CannotRunException;
import io.pastelli.tls.Tls;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogManager;
import picocli.CommandLine.Option;

/** The options of commands that serve, and the serving until they are told to stop. */
final class Listen {
    private static final List<String> ADAPTERS = List.of("jetty", "undertow", "netty");
    private static final Duration GRACE = Duration.ofSeconds(3);

    @Option(names = {"-a",
            "--adapter"}, paramLabel = "NAME", defaultValue = "netty", description = "The server underneath: jetty, undertow or netty.")
    String adapter = "";

    @Option(names = {"-p",
            "--port"}, paramLabel = "N", defaultValue = "4001", description = "The port to listen on; 0 picks a free one and prints it.")
    int port;

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "0.0.0.0", description = "The address to listen on: 0.0.0.0 lets a phone in, 127.0.0.1 this machine only.")
    String host = "";

    @Option(names = "--https", description = "Speaks HTTPS with a development certificate made on the fly; browsers warn of it.")
    boolean https;

    @Option(names = "--certificate", paramLabel = "FILE", description = "Keeps the development certificate in this file, so that the exception you make in a browser outlives a restart; implies --https.")
    Optional<Path> certificate = Optional.empty();

    @Option(names = {"-v", "--verbose"}, description = "Also logs what the server has to say at level INFO.")
    boolean verbose;

    void check() {
        if (!ADAPTERS.contains(adapter)) {
            throw new CannotRunException(
                    "there is no adapter '" + adapter + "': choose jetty, undertow or netty");
        }
        if (port < 0 || port > 65_535) {
            throw new CannotRunException(
                    "--port " + port + " is no port: pass 1 to 65535, or 0 for a free one");
        }
    }

    Where where() {
        return Where.listeningOn(host);
    }

    /** Serves until the process is stopped or this thread is interrupted. */
    void serve(String what, Plug plug, PrintWriter out) {
        if (!verbose) {
            LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
        }
        Server server = start(plug);
        var stop = new Thread(() -> server.stop(GRACE), "pastelli-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        out.println(where().line(what, server));
        out.flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(stop);
            server.stop(GRACE);
        }
    }

    private Server start(Plug plug) {
        try {
            var options = ServerOptions.port(port).adapter(adapter).host(host);
            return https || certificate.isPresent()
                    ? Pastelli.https(plug, options.tls(developmentTls()))
                    : Pastelli.http(plug, options);
        } catch (UncheckedIOException e) {
            throw new CannotRunException(e.getMessage() + " (--port " + (port == 4001 ? 4002 : 4001)
                    + ", or --port 0 for a free one)");
        }
    }

    private Tls developmentTls() {
        String[] hosts = where().network().toArray(String[]::new);
        try {
            return certificate.map(file -> Tls.selfSigned(file, hosts))
                    .orElseGet(() -> Tls.selfSigned(hosts));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new CannotRunException("--certificate: " + e.getMessage());
        }
    }
}
