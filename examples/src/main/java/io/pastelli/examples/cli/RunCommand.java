package io.pastelli.examples.cli;

import static picocli.CommandLine.Help.Visibility.NEVER;

import io.pastelli.bayeux.cli.Listen;
import io.pastelli.bayeux.cli.Problems.CannotRunException;
import io.pastelli.conn.Plug;
import io.pastelli.examples.web.Transport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./pastelli run}: serves the examples until it is told to stop. */
@Command(name = "run", subcommands = ClusterCommand.class, mixinStandardHelpOptions = true, showDefaultValues = true, description = "Serves one example at /, or all of them behind a page that leads to each.", footer = {
        "", "Ctrl-C or TERM ends every open stream with its last event and stops the server."})
final class RunCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "EXAMPLE", defaultValue = "", showDefaultValue = NEVER, description = "hello, remote, chat, notes, board or mailbox; all of them when left out. For cluster see below.")
    String example = "";

    @Mixin
    Listen listen = new Listen();

    @Option(names = "--transport", paramLabel = "NAME", defaultValue = "sse", description = "What keeps pages in touch, remote and chat: sse (event streams) or websocket.")
    Transport transport = Transport.SSE;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (!example.isEmpty() && Example.named(example).isEmpty()) {
            throw new CannotRunException("there is no example '" + example
                    + "': choose hello, remote, chat, notes, board, mailbox or cluster, or leave it out for all");
        }
        listen.check();
        listen.serve(example.isEmpty() ? "examples" : example, plug(listen.where().network()),
                spec.commandLine().getOut());
        return 0;
    }

    private Plug plug(List<String> hosts) {
        return Example.named(example).map(one -> one.plug(hosts, transport))
                .orElseGet(() -> Example.all(hosts, transport));
    }
}
