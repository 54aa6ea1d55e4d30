package io.pastelli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own that answers commands. It ends when its standard input does, so it does not outlive the benchmark.
 *
 * <p>
 * <b>Threading:</b> one thread asks.
 */
public final class Child implements AutoCloseable {
    private static final List<String> FLAGS = List.of("-Xms256m", "-Xmx512m",
            "-XX:-UseDynamicNumberOfCompilerThreads", "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Process process;
    private final BufferedWriter commands;
    private final Path log;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        Thread.ofVirtual().start(this::listen);
    }

    /**
     * Starts {@code main} on this JVM's class path.
     *
     * @param flags further ones of the JVM
     * @param log takes what the child says on standard error
     * @throws IOException when no process can be started
     */
    public static Child start(Class<?> main, List<String> flags, Path log, String... arguments)
            throws IOException {
        return start(java(System.getProperty("java.class.path"), flags, main.getName(), arguments), log);
    }

    /** Returns the line that starts {@code main} of a class path, with the flags that all have and further ones. */
    static List<String> java(String classPath, List<String> flags, String main, String... arguments) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(FLAGS);
        line.addAll(flags);
        line.addAll(List.of("-cp", classPath, main));
        line.addAll(List.of(arguments));
        return line;
    }

    /** Starts any program that answers commands. */
    public static Child start(List<String> line, Path log) throws IOException {
        return new Child(new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start(), log);
    }

    /** Returns the process id. */
    public long pid() {
        return process.pid();
    }

    private void listen() {
        try (var in = new BufferedReader(process.inputReader(UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(Commands.ANSWER)) { // a JVM may say something of its own
                    answers.add(line.substring(Commands.ANSWER.length()));
                }
            }
        } catch (IOException e) {
            // the child has gone, said below
        }
        answers.add("error the process has ended");
    }

    /** Waits for a line that the child says by itself. */
    public String next(Duration longest) throws InterruptedException {
        String answer = answers.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null || answer.startsWith("error ")) {
            throw new IllegalStateException(
                    "a child " + (answer == null ? "says nothing" : "failed: " + answer)
                            + "; " + log + " may say why");
        }
        return answer;
    }

    /** Runs a command and waits at most a minute and a half for its answer. */
    public String ask(String command) throws InterruptedException {
        try {
            commands.write(command);
            commands.newLine();
            commands.flush();
        } catch (IOException e) {
            throw new IllegalStateException("a child has ended; " + log + " may say why", e);
        }
        return next(Duration.ofSeconds(90));
    }

    /** Runs a command whose answer is a number. */
    public long number(String command) throws InterruptedException {
        return Long.parseLong(ask(command));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
