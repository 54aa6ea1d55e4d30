package io.pastelli.bayeux.client;

import io.pastelli.bayeux.cli.Count;
import io.pastelli.push.bayeux.message.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./pastelli subscribe}: prints what comes on channels of a Bayeux server. */
@Command(name = "subscribe", mixinStandardHelpOptions = true, description = "Prints events of a Bayeux server, one JSON object a line, as they come.", footer = {
        "",
        "It comes back by itself when the server was away. Exit codes: 0 the count was reached, or the time is up and",
        "there was no count; 1 the server refuses; 2 the command line is wrong; 3 the time is up before the count was",
        "reached, or the server was away meanwhile."})
public final class SubscribeCommand implements Callable<Integer> {
    @Mixin
    private Reach reach = new Reach();

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "CHANNEL", description = "A channel, or a pattern such as '/news/*'.")
    private List<String> channels = List.of();

    @Option(names = {"-n",
            "--count"}, paramLabel = "N", converter = Count.class, showDefaultValue = Visibility.NEVER, description = "Ends after so many events. Default: never.")
    private Optional<Integer> count = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Makes the command. */
    public SubscribeCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        var left = new AtomicInteger(count.orElse(-1));
        return reach.run(client -> client.subscribe(channels, event -> {
            out.println("{\"channel\":" + Json.of(event.channel()) + ",\"data\":" + event.data() + "}");
            return !out.checkError() && left.decrementAndGet() != 0; // a closed pipe ends it too
        }), count.isPresent() ? Reach.NOT_IN_TIME : Reach.DONE, spec.commandLine().getErr());
    }
}
