package io.pastelli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;

/** The child's end of the line to the benchmark: a command a line on standard input, its answer on standard output. */
public interface Commands {
    /** How an answer begins. */
    String ANSWER = "> ";

    /**
     * Runs one command.
     *
     * @param words the command and its arguments
     * @return one line
     * @throws Exception becomes the answer {@code error …}
     */
    String run(List<String> words) throws Exception;

    /** Says {@code greeting}, then serves commands until standard input ends: the benchmark has gone, so does the child. */
    static void serve(String greeting, Commands commands) throws IOException {
        System.out.println(ANSWER + greeting);
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(ANSWER + answer(commands, line));
        }
    }

    private static String answer(Commands commands, String line) {
        try {
            return commands.run(List.of(line.split(" ", -1)));
        } catch (Exception e) {
            e.printStackTrace();
            return "error " + line + ": " + e;
        }
    }
}
