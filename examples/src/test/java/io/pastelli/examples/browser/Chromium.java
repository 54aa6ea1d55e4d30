package io.pastelli.examples.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium of its own, driven over the DevTools protocol with nothing but the JDK. */
public final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome",
            "google-chrome-stable");
    private static final List<String> FLAGS = List.of("--headless=new", "--no-sandbox", "--disable-gpu",
            "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
            "--ignore-certificate-errors", "--disable-background-timer-throttling",
            "--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding",
            "--disable-component-update", "--disable-sync",
            "--remote-debugging-port=0", "about:blank");
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path profile;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI devTools;

    private Chromium(Process process, Path profile, URI devTools) {
        this.process = process;
        this.profile = profile;
        this.devTools = devTools;
    }

    /** Finds the browser: {@code -Dpastelli.chromium}, or one on the PATH. */
    public static Optional<Path> find() {
        String chosen = System.getProperty("pastelli.chromium", "");
        if (!chosen.isEmpty()) {
            return Optional.of(Path.of(chosen));
        }
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":")).map(Path::of)
                .flatMap(folder -> NAMES.stream().map(folder::resolve)).filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts one with an empty profile. */
    public static Chromium start(Path program) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("pastelli-chromium");
        Path log = profile.resolve("chromium.log");
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(FLAGS);
        command.add(1, "--user-data-dir=" + profile);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
                .start();
        Path portFile = profile.resolve("DevToolsActivePort");
        long until = System.nanoTime() + START.toNanos();
        while (!Files.exists(portFile) || Files.readAllLines(portFile).size() < 2) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroyForcibly();
                throw new IOException("Chromium did not start: " + Files.readString(log));
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        var devTools = URI.create("http://127.0.0.1:" + Files.readAllLines(portFile).getFirst());
        return new Chromium(process, profile, devTools);
    }

    /** Opens a tab and waits until its page is loaded. */
    public Tab open(String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(devTools.resolve("/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody()).build();
        var answer = JsonMapper.shared().readTree(http.send(request, BodyHandlers.ofString()).body());
        var socket = DevTools.connect(http, URI.create(answer.get("webSocketDebuggerUrl").asString()));
        return new Tab(this, answer.get("id").asString(), socket).navigate(url);
    }

    void closeTab(String id) throws IOException {
        var request = HttpRequest.newBuilder(devTools.resolve("/json/close/" + id)).build();
        try {
            http.send(request, BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        http.shutdownNow();
        var family = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        family.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                family.forEach(ProcessHandle::destroyForcibly);
                process.waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            family.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (UncheckedIOException e) {
            // its last children are tidying up themselves
        }
    }
}
