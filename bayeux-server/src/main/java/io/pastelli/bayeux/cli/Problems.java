package io.pastelli.bayeux.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong and what to do; exit code 2. */
public final class Problems {
    /** A problem that the user can solve; its message is a sentence that says how. */
    public static final class CannotRunException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String option;

        /** Makes one that is about no option. */
        public CannotRunException(String message) {
            this("", message);
        }

        private CannotRunException(String option, String message) {
            super(message);
            this.option = option;
        }

        /** Makes one about an option, which is the first word of the message, and told with it where its value came from. */
        public static CannotRunException of(String option, String rest) {
            return new CannotRunException(option, option + " " + rest);
        }
    }

    private Problems() {}

    /** Has problems of this command line and its subcommands said in one line. */
    public static CommandLine handledBy(CommandLine line) {
        return line.setUsageHelpWidth(120).setParameterExceptionHandler(Problems::badCommandLine)
                .setExecutionExceptionHandler(Problems::failed);
    }

    private static int badCommandLine(ParameterException problem, String[] args) {
        CommandLine line = problem.getCommandLine();
        var text = new StringBuilder(oneLine(problem));
        if (problem instanceof UnmatchedArgumentException unmatched) {
            Meant.by(unmatched.getUnmatched().getFirst(), line.getCommandSpec())
                    .ifPresent(name -> text.append("; did you mean ").append(name).append('?'));
        }
        if (problem.getArgSpec() instanceof OptionSpec option) {
            text.append(origin(line, option.longestName()));
        }
        text.append(" (").append(line.getCommandSpec().qualifiedName(" ")).append(" --help says more)");
        return say(line, text.toString());
    }

    private static int failed(Exception problem, CommandLine line, ParseResult parsed) throws Exception {
        if (problem instanceof CannotRunException cannot) {
            return say(line, oneLine(cannot) + origin(line, cannot.option));
        }
        throw problem;
    }

    private static String origin(CommandLine line, String option) {
        Optional<String> origin = line.getCommandSpec().defaultValueProvider() instanceof Layers layers
                ? layers.origin(option)
                : Optional.empty();
        return origin.map(from -> " (from " + from + ")").orElse("");
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
