package io.pastelli.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The command {@code ./pastelli} in a JVM of its own, as a person starts it, on a free port of this machine. */
public final class Program implements AutoCloseable {
    private static final Pattern LINE = Pattern
            .compile("\\w+ on (\\w+): (https?://127\\.0\\.0\\.1:[1-9]\\d*)/; Ctrl-C stops it");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final String url;

    private Program(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts a command that serves, and waits until it says where. */
    public static Program serving(String adapter, String... args) throws IOException {
        return serving(adapter, Map.of(), args);
    }

    /** Starts a command that serves, with more in its environment. */
    public static Program serving(String adapter, Map<String, String> environment, String... args)
            throws IOException {
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--adapter", adapter, "--port", "0", "--host", "127.0.0.1"));
        Process process = start(environment, all);
        BufferedReader out = process.inputReader();
        var line = LINE.matcher(String.valueOf(out.readLine()));
        if (!line.matches() || !line.group(1).equals(adapter)) {
            process.destroyForcibly();
            throw new AssertionError(line + ": " + process.errorReader().lines().toList());
        }
        return new Program(process, line.group(2));
    }

    /** Runs a command to its end and returns what it printed; its exit code has to be this one. */
    public static List<String> run(int exit, String... args) throws IOException, InterruptedException {
        Process process = start(Map.of(), List.of(args));
        try {
            var lines = process.inputReader().lines().toList();
            var errors = process.errorReader().lines().toList();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("%s", errors).isEqualTo(exit);
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    public String url(String path) {
        return url + path;
    }

    /** Sends TERM; the pipes stay open. */
    public void term() {
        process.toHandle().destroy();
    }

    /** Waits for the end that TERM brings about, which is silent. */
    public void endsByTerm() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(process.errorReader().lines()).isEmpty();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static Process start(Map<String, String> environment, List<String> args) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "--add-opens", "java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(args);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
