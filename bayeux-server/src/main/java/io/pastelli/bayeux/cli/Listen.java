package io.pastelli.bayeux.cli;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.bayeux.cli.Problems.CannotRunException;
import io.pastelli.conn.Plug;
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
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The options of commands that serve, and the serving until they are told to stop. */
public final class Listen {
    private static final List<String> ADAPTERS = List.of("jetty", "undertow", "netty");
    private static final Duration GRACE = Duration.ofSeconds(3);

    @Option(names = {"-a",
            "--adapter"}, paramLabel = "NAME", defaultValue = "netty", description = "The server underneath: jetty, undertow or netty.")
    private String adapter = "";

    @Option(names = {"-p",
            "--port"}, paramLabel = "N", defaultValue = "4001", description = "The port to listen on; 0 picks a free one and prints it.")
    private int port;

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "0.0.0.0", description = "The address to listen on: 0.0.0.0 lets a phone in, 127.0.0.1 this machine only.")
    private String host = "";

    @Option(names = "--https", arity = "0..1", fallbackValue = "true", defaultValue = "false", showDefaultValue = Visibility.NEVER, description = "Speaks HTTPS; without --certificate and --key with a development certificate made on the fly, of which browsers warn.")
    private boolean https;

    @Option(names = "--certificate", paramLabel = "FILE", showDefaultValue = Visibility.NEVER, description = "With --key the certificate, a PEM file. Without, keeps the development certificate in this file, so that the exception you make in a browser outlives a restart. Implies --https.")
    private Optional<Path> certificate = Optional.empty();

    @Option(names = "--key", paramLabel = "FILE", showDefaultValue = Visibility.NEVER, description = "The key of the certificate, a PEM file.")
    private Optional<Path> key = Optional.empty();

    @Option(names = {"-v",
            "--verbose"}, arity = "0..1", fallbackValue = "true", defaultValue = "false", showDefaultValue = Visibility.NEVER, description = "Also logs what the server has to say at level INFO.")
    private boolean verbose;

    /** Makes the options with their defaults. */
    public Listen() {}

    /**
     * Checks what can be checked before a server is made.
     *
     * @throws CannotRunException when there is no such adapter, port or key
     */
    public void check() {
        if (!ADAPTERS.contains(adapter)) {
            throw CannotRunException.of("--adapter",
                    adapter + ": there is no such adapter: choose jetty, undertow or netty");
        }
        if (port < 0 || port > 65_535) {
            throw CannotRunException.of("--port",
                    port + " is no port: pass 1 to 65535, or 0 for a free one");
        }
        if (key.isPresent() && certificate.isEmpty()) {
            throw CannotRunException.of("--key", "needs its certificate: pass --certificate FILE too");
        }
    }

    /** Returns where the server will be reached. */
    public Where where() {
        return Where.listeningOn(host);
    }

    /** Returns the name of the adapter. */
    public String adapter() {
        return adapter;
    }

    /** Serves until the process is stopped or this thread is interrupted. */
    public void serve(String what, Plug plug, PrintWriter out) {
        serve(what, plug, out, () -> {});
    }

    /** Serves until the process is stopped or this thread is interrupted; {@code before} runs before the server stops. */
    public void serve(String what, Plug plug, PrintWriter out, Runnable before) {
        if (!verbose) {
            LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
        }
        Server server = start(plug);
        Runnable stopping = () -> {
            before.run();
            server.stop(GRACE);
        };
        var stop = new Thread(stopping, "pastelli-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        out.println(where().line(what, server));
        out.flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(stop);
            stopping.run();
        }
    }

    private Server start(Plug plug) {
        try {
            var options = ServerOptions.port(port).adapter(adapter).host(host);
            return https || certificate.isPresent()
                    ? Pastelli.https(plug, options.tls(tls()))
                    : Pastelli.http(plug, options);
        } catch (UncheckedIOException e) {
            throw new CannotRunException(e.getMessage() + " (--port " + (port == 4001 ? 4002 : 4001)
                    + ", or --port 0 for a free one)");
        }
    }

    private Tls tls() {
        String[] hosts = where().network().toArray(String[]::new);
        try {
            return certificate
                    .map(file -> key.map(secret -> Tls.pem(file, secret))
                            .orElseGet(() -> Tls.selfSigned(file, hosts)))
                    .orElseGet(() -> Tls.selfSigned(hosts));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new CannotRunException("--certificate: " + e.getMessage());
        }
    }
}
