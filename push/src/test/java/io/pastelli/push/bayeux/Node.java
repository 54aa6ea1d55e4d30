package io.pastelli.push.bayeux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real JavaScript clients: installed from the npm registry into the build directory, once, and run by Node. */
final class Node {
    private static final Path ROOT = Path.of(System.getProperty("pastelli.root", ".."));
    private static final Path SCRIPTS = ROOT.resolve("push/src/test/js");
    private static final Path HOME = ROOT.resolve("push/target/npm");

    private Node() {}

    /** Runs a script to its end and gives what it printed; skips the test where there is no Node or no registry. */
    static String run(String script, String... arguments) throws IOException, InterruptedException {
        install();
        var command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        Ran ran = exec(command, 120);
        assertThat(ran.status()).as(ran.output()).isZero();
        return ran.output();
    }

    private static synchronized void install() throws IOException, InterruptedException {
        Files.createDirectories(HOME);
        for (String file : List.of("package.json", "clients.cjs", "scenario.cjs", "restart.cjs")) {
            Files.copy(SCRIPTS.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path done = HOME.resolve("installed");
        if (Files.exists(done) && Files.mismatch(done, HOME.resolve("package.json")) < 0) {
            return;
        }
        Ran ran;
        try {
            ran = exec(List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"), 180);
        } catch (UncheckedIOException e) {
            abort("Node.js with npm is not installed: install Node 20 to test with the real clients");
            throw e;
        }
        if (ran.status() != 0) {
            abort("npm could not install the clients, maybe there is no network: " + ran.output());
        }
        Files.copy(HOME.resolve("package.json"), done, StandardCopyOption.REPLACE_EXISTING);
    }

    private record Ran(int status, String output) {}

    private static Ran exec(List<String> command, int seconds) throws InterruptedException {
        try {
            Path output = Files.createTempFile("node", ".log");
            Process process = new ProcessBuilder(command).directory(HOME.toFile()).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).start();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            String text = Files.readString(output);
            Files.delete(output);
            return new Ran(ended ? process.exitValue() : -1, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
