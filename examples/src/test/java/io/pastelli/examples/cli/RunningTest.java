package io.pastelli.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.Main;
import io.pastelli.examples.web.Events;
import io.pastelli.examples.web.OnEveryAdapter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The command in a JVM of its own, as a person starts it. */
class RunningTest {
    @OnEveryAdapter
    void portZeroIsPrintedAndTermEndsOpenStreamsInOrder(String adapter) throws Exception {
        Process process = start("run", "hello", "--adapter", adapter, "--port", "0", "--host", "127.0.0.1");
        try {
            String line = String.valueOf(process.inputReader().readLine());
            var url = Pattern.compile("hello on " + adapter + ": (http://127\\.0\\.0\\.1:[1-9]\\d*)/; .*")
                    .matcher(line);
            assertThat(url.matches()).as(line).isTrue();
            try (var events = Events.open(url.group(1) + "/connections/ada")) {
                events.lineWith("data: connected ada");
                process.toHandle().destroy(); // TERM; the pipes stay open
                assertThat(events.lineWith("event")).isEqualTo("event: bye");
                assertThat(events.line()).isEqualTo("data: closed");
                assertThat(events.line()).isEmpty();
                assertThat(events.ended()).isTrue();
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            assertThat(process.errorReader().lines()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @OnEveryAdapter
    void aBayeuxServerStandsAlone(String adapter) throws Exception {
        Process process = start("bayeux", "--adapter", adapter, "--port", "0", "--host", "127.0.0.1",
                "--mount",
                "/faye", "--demo");
        try (var client = HttpClient.newHttpClient()) {
            String line = String.valueOf(process.inputReader().readLine());
            var url = Pattern.compile("bayeux on " + adapter + ": (http://127\\.0\\.0\\.1:[1-9]\\d*)/; .*")
                    .matcher(line);
            assertThat(url.matches()).as(line).isTrue();
            var handshake = HttpRequest.newBuilder(URI.create(url.group(1) + "/faye"))
                    .header("content-type", "application/json").timeout(Duration.ofSeconds(30))
                    .POST(HttpRequest.BodyPublishers
                            .ofString("[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\","
                                    + "\"supportedConnectionTypes\":[\"long-polling\"]}]"))
                    .build();
            assertThat(client.send(handshake, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("\"successful\":true");
        } finally {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Process start(String... args) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens", "java.base/java.lang=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).start();
    }
}
