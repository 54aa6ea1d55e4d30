package io.pastelli.examples.cli;

import static picocli.CommandLine.Help.Visibility.NEVER;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.conn.Plug;
import io.pastelli.examples.cli.Problems.CannotRunException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./pastelli run}: serves the examples until it is told to stop. */
@Command(name = "run", mixinStandardHelpOptions = true, showDefaultValues = true, description = "Serves one example at /, or all of them behind a page that leads to each.", footer = {
        "", "Ctrl-C or TERM ends every open stream with its last event and stops the server."})
final class RunCommand implements Callable<Integer> {
    private static final List<String> ADAPTERS = List.of("jetty", "undertow", "netty");
    private static final Duration GRACE = Duration.ofSeconds(3);

    @Parameters(index = "0", arity = "0..1", paramLabel = "EXAMPLE", defaultValue = "", showDefaultValue = NEVER, description = "hello, remote, chat or notes; all of them when left out.")
    String example = "";

    @Option(names = {"-a",
            "--adapter"}, paramLabel = "NAME", defaultValue = "netty", description = "The server underneath: jetty, undertow or netty.")
    String adapter = "";

    @Option(names = {"-p",
            "--port"}, paramLabel = "N", defaultValue = "4001", description = "The port to listen on; 0 picks a free one and prints it.")
    int port;

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "0.0.0.0", description = "The address to listen on: 0.0.0.0 lets a phone in, 127.0.0.1 this machine only.")
    String host = "";

    @Option(names = {"-v", "--verbose"}, description = "Also logs what the server has to say at level INFO.")
    boolean verbose;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        check();
        if (!verbose) {
            LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
        }
        Where where = Where.listeningOn(host);
        Server server = start(plug(where.network()));
        var stop = new Thread(() -> server.stop(GRACE), "pastelli-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        PrintWriter out = spec.commandLine().getOut();
        out.println(where.line(example.isEmpty() ? "examples" : example, server.adapter(), server.port()));
        out.flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(stop);
            server.stop(GRACE);
        }
        return 0;
    }

    private void check() {
        if (!example.isEmpty() && Example.named(example).isEmpty()) {
            throw new CannotRunException(
                    "there is no example '" + example
                            + "': choose hello, remote, chat or notes, or leave it out for all");
        }
        if (!ADAPTERS.contains(adapter)) {
            throw new CannotRunException(
                    "there is no adapter '" + adapter + "': choose jetty, undertow or netty");
        }
        if (port < 0 || port > 65_535) {
            throw new CannotRunException(
                    "--port " + port + " is no port: pass 1 to 65535, or 0 for a free one");
        }
    }

    private Plug plug(List<String> hosts) {
        return Example.named(example).map(one -> one.plug(hosts)).orElseGet(() -> Example.all(hosts));
    }

    private Server start(Plug plug) {
        try {
            return Pastelli.http(plug, ServerOptions.port(port).adapter(adapter).host(host));
        } catch (UncheckedIOException e) {
            throw new CannotRunException(e.getMessage() + " (--port " + (port == 4001 ? 4002 : 4001)
                    + ", or --port 0 for a free one)");
        }
    }
}
