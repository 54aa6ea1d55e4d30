package io.pastelli.bayeux.server;

import io.pastelli.bayeux.cli.Layers;
import io.pastelli.bayeux.cli.Listen;
import io.pastelli.bayeux.cli.Problems.CannotRunException;
import io.pastelli.bayeux.cli.Seconds;
import io.pastelli.push.bayeux.Bayeux;
import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.extension.TimeSync;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./pastelli bayeux}: a Bayeux server that stands alone. */
@Command(name = "bayeux", mixinStandardHelpOptions = true, version = "Pastelli 0.1.0-SNAPSHOT", showDefaultValues = true, sortOptions = false, description = "Serves Bayeux to the clients of Faye and CometD.", footer = {
        "",
        "Each option may also be in the environment, --max-queue as PASTELLI_BAYEUX_MAX_QUEUE, or in the file of",
        "--config, a Java properties file, as max-queue. A flag wins over the environment, that over the file.",
        "",
        "TERM drains: readiness is gone, clients are told to go elsewhere, then the server stops. docs/bayeux.md says more."})
public final class BayeuxCommand implements Callable<Integer> {
    private static final String VARIABLES = "PASTELLI_BAYEUX";

    @SuppressWarnings("unused") // Layers ask for it by its name
    @Option(names = {"-c",
            "--config"}, paramLabel = "FILE", showDefaultValue = Visibility.NEVER, description = "A properties file with more options.")
    private Optional<Path> config = Optional.empty();

    @Mixin
    private Listen listen = new Listen();

    @Option(names = "--mount", paramLabel = "PATH", defaultValue = "/bayeux", description = "Where clients connect to.")
    private String mount = "";

    @Option(names = "--backend", paramLabel = "WHERE", defaultValue = "memory", showDefaultValue = Visibility.NEVER, description = "Where clients and what waits for them are kept: memory (the default) or redis://host:port.")
    private String backend = "";

    @Option(names = "--demo", arity = "0..1", fallbackValue = "true", defaultValue = "false", showDefaultValue = Visibility.NEVER, description = "Adds /service/echo, which answers the sender, and CometD's timesync.")
    private boolean demo;

    @Option(names = "--try-page", paramLabel = "true|false", arity = "0..1", fallbackValue = "true", defaultValue = "true", description = "Serves a page at /try where one can subscribe and publish.")
    private boolean tryPage;

    @Option(names = "--admin-password", paramLabel = "WORD", showDefaultValue = Visibility.NEVER, description = "Serves /status to who knows it; none, no page. Better in the environment or the file: others see your flags.")
    private Optional<String> adminPassword = Optional.empty();

    @Option(names = "--admin-user", paramLabel = "NAME", defaultValue = "admin", description = "The name that goes with it.")
    private String adminUser = "";

    @Option(names = "--drain", paramLabel = "SECONDS", defaultValue = "0", converter = Seconds.class, description = "How long a server that was told to stop goes on as not ready, for balancers to see it.")
    private Duration drain = Duration.ZERO;

    @Mixin
    private ProtocolFlags protocol = new ProtocolFlags();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private BayeuxCommand() {}

    /** Returns the command with what the environment says; see {@link Layers}. */
    public static CommandLine line(Map<String, String> environment) {
        var line = new CommandLine(new BayeuxCommand()).setCaseInsensitiveEnumValuesAllowed(true);
        line.getCommandSpec().defaultValueProvider(new Layers(VARIABLES, environment));
        return line;
    }

    @Override
    public Integer call() {
        listen.check();
        var health = new Health();
        Backend store = Backends.open(backend); // the server closes it
        try (var bayeux = Bayeux.create(options -> protocol.into(options).withBackend(store));
                var site = new Site(mount, bayeux, health)) {
            health.watch(store::available);
            if (demo) {
                bayeux.service("/service/echo", call -> call.message().data()).extension(new TimeSync());
            }
            if (tryPage) {
                site.withTryPage();
            }
            adminPassword.filter(word -> !word.isEmpty()).ifPresent(word -> site.withStatus(adminUser, word));
            listen.serve("bayeux", site.plug(), spec.commandLine().getOut(), () -> {
                health.draining(drain);
                bayeux.drain();
            });
        }
        return 0;
    }
}
