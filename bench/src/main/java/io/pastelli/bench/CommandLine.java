package io.pastelli.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A command line that is being read, an option at a time. */
public final class CommandLine {
    private final String[] words;
    private int at;

    private CommandLine(String... words) {
        this.words = words;
    }

    /** Changes options by one that was given; takes its value, if it has one, from the line. */
    @FunctionalInterface
    public interface Change<O> {
        /** Returns the changed options. */
        O apply(O options, CommandLine line);
    }

    /**
     * Changes {@code usual} options, or with {@code --quick} anywhere in the line the {@code quick} ones, by those given.
     *
     * @throws IllegalArgumentException for a line that is not understood, with a sentence that says what to do
     */
    public static <O> O read(String[] words, O usual, O quick, Map<String, Change<O>> known) {
        O options = List.of(words).contains("--quick") ? quick : usual;
        var line = new CommandLine(words);
        for (; line.at < words.length; line.at++) {
            if (words[line.at].equals("--quick")) {
                continue;
            }
            Change<O> change = known.get(words[line.at]);
            if (change == null) {
                throw new IllegalArgumentException(
                        "unknown option " + words[line.at] + ": --help lists what there is");
            }
            options = change.apply(options, line);
        }
        return options;
    }

    /** Takes names, separated by commas, of {@code all}; {@code what} says in an error what is chosen. */
    public <T> List<T> choice(String what, Collection<T> all, Function<T, String> label) {
        return Arrays.stream(value().split(",", -1)).map(name -> all.stream()
                .filter(each -> label.apply(each).equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown " + what + " " + name
                        + ": choose of " + labels(all, label))))
                .toList();
    }

    /** Returns the names, separated by commas. */
    public static <T> String labels(Collection<T> all, Function<T, String> label) {
        return all.stream().map(label).collect(Collectors.joining(","));
    }

    /** Takes the time of a round. */
    public Duration seconds() {
        return Duration.ofMillis((long) (1000 * number(0.1, 60)));
    }

    /** Takes how many rounds. */
    public int rounds() {
        return (int) number(1, 20);
    }

    /** Takes a number. */
    public double number(double least, double most) {
        String name = words[at];
        String text = value();
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!(number >= least && number <= most)) {
            throw new IllegalArgumentException(
                    name + " is a number from " + least + " to " + most + ", not " + text);
        }
        return number;
    }

    private String value() {
        if (++at >= words.length) {
            throw new IllegalArgumentException(words[at - 1] + " needs a value: --help says which");
        }
        return words[at];
    }
}
