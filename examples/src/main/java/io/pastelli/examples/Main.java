package io.pastelli.examples;

import io.pastelli.examples.cli.PastelliCommand;

/** What {@code ./pastelli} starts. */
public final class Main {
    private Main() {}

    /** Runs the command line and exits: 0 when all is well, 2 when the command line or the port is not. */
    public static void main(String[] args) {
        System.exit(PastelliCommand.line().execute(args));
    }
}
