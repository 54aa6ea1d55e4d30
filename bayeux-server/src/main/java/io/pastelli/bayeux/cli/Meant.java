package io.pastelli.bayeux.cli;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Finds the option or command that a mistyped word may stand for. */
final class Meant {
    private static final int MOST_SLIPS = 2;

    private Meant() {}

    static Optional<String> by(String typed, CommandSpec command) {
        Stream<String> options = command.options().stream().map(OptionSpec::longestName);
        Stream<String> commands = command.subcommands().keySet().stream();
        return Stream.concat(options, commands).filter(name -> slips(typed, name) <= MOST_SLIPS)
                .min(Comparator.comparingInt(name -> slips(typed, name)));
    }

    /** Counts the letters to add, drop or replace (Levenshtein). */
    private static int slips(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
