package io.pastelli.examples.cli;

import io.pastelli.bayeux.cli.Problems;
import io.pastelli.bayeux.client.PublishCommand;
import io.pastelli.bayeux.client.SubscribeCommand;
import io.pastelli.bayeux.server.BayeuxCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code ./pastelli}: the home of its subcommands. A new one is a line below. */
@Command(name = "./pastelli", subcommands = RunCommand.class, mixinStandardHelpOptions = true, version = "Pastelli 0.1.0-SNAPSHOT", description = "Programs that show what Pastelli for Java does.", footer = {
        "", "Begin with: ./pastelli run"})
public final class PastelliCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Returns the command line, ready to execute; what goes wrong becomes one line on its error stream. */
    public static CommandLine line() {
        var line = new CommandLine(new PastelliCommand()).setCaseInsensitiveEnumValuesAllowed(true);
        line.addSubcommand(BayeuxCommand.line(System.getenv())).addSubcommand(new SubscribeCommand())
                .addSubcommand(new PublishCommand());
        return Problems.handledBy(line);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
