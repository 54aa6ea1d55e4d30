package io.pastelli.examples.cli;

import io.pastelli.conn.Plug;
import io.pastelli.examples.cli.Problems.CannotRunException;
import io.pastelli.push.bayeux.Bayeux;
import io.pastelli.push.bayeux.extension.TimeSync;
import io.pastelli.router.Router;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./pastelli bayeux}: a Bayeux server that stands alone. */
@Command(name = "bayeux", mixinStandardHelpOptions = true, showDefaultValues = true, description = "Serves Bayeux to the clients of Faye and CometD.", footer = {
        "", "Faye's browser client is served at client.js below the mount."})
final class BayeuxCommand implements Callable<Integer> {
    @Option(names = "--mount", paramLabel = "PATH", defaultValue = "/bayeux", description = "Where clients connect to.")
    String mount = "";

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "25", description = "How long a connect is held.")
    int timeout;

    @Option(names = "--allow-origin", paramLabel = "URL", description = "A page of another origin that may connect, * for all; may be repeated.")
    List<String> origins = List.of();

    @Option(names = "--demo", description = "Adds /service/echo, which answers the sender, and CometD's timesync.")
    boolean demo;

    @Mixin
    Listen listen = new Listen();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        listen.check();
        if (timeout < 1) {
            throw new CannotRunException("--timeout " + timeout + " is too short: pass 1 second or more");
        }
        try (var bayeux = Bayeux.create(options -> options.withTimeout(Duration.ofSeconds(timeout))
                .withOrigins(origins.toArray(String[]::new)))) {
            listen.serve("bayeux", plug(bayeux), spec.commandLine().getOut());
        }
        return 0;
    }

    private Plug plug(Bayeux bayeux) {
        if (demo) {
            bayeux.service("/service/echo", call -> call.message().data()).extension(new TimeSync());
        }
        try {
            return Router.of(r -> r.forward(mount, bayeux.plug()));
        } catch (IllegalArgumentException e) {
            throw new CannotRunException("--mount " + mount + " is no path: " + e.getMessage());
        }
    }
}
