package io.pastelli.bayeux;

import io.pastelli.bayeux.cli.Problems;
import io.pastelli.bayeux.client.PublishCommand;
import io.pastelli.bayeux.client.SubscribeCommand;
import io.pastelli.bayeux.server.BayeuxCommand;
import picocli.CommandLine;

/** What {@code java -jar pastelli-bayeux.jar} starts. */
public final class Main {
    private Main() {}

    /** Runs the command line and exits: 0 when all is well, 2 when the command line or the port is not. */
    public static void main(String[] args) {
        CommandLine line = BayeuxCommand.line(System.getenv())
                .setCommandName("java -jar pastelli-bayeux.jar")
                .addSubcommand(new SubscribeCommand()).addSubcommand(new PublishCommand());
        System.exit(Problems.handledBy(line).execute(args));
    }
}
