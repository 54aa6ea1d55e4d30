package io.pastelli.examples.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong and what to do; exit code 2. */
final class Problems {
    /** A problem that the user can solve; its message is a sentence that says how. */
    static final class CannotRunException extends RuntimeException {
        private static final long serialVersionUID = 1;

        CannotRunException(String message) {
            super(message);
        }
    }

    private Problems() {}

    static int badCommandLine(ParameterException problem, String[] args) {
        CommandLine line = problem.getCommandLine();
        var text = new StringBuilder(oneLine(problem));
        if (problem instanceof UnmatchedArgumentException unmatched) {
            Meant.by(unmatched.getUnmatched().getFirst(), line.getCommandSpec())
                    .ifPresent(name -> text.append("; did you mean ").append(name).append('?'));
        }
        text.append(" (./").append(line.getCommandSpec().qualifiedName(" ")).append(" --help says more)");
        return say(line, text.toString());
    }

    static int failed(Exception problem, CommandLine line, ParseResult parsed) throws Exception {
        if (problem instanceof CannotRunException) {
            return say(line, oneLine(problem));
        }
        throw problem;
    }

    private static int say(CommandLine line, String text) {
        line.getErr().println("pastelli: " + text);
        line.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static String oneLine(Exception problem) {
        return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    }
}
