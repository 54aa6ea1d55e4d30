package io.pastelli.bayeux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code java -jar pastelli-bayeux.jar}, with nothing else on the command line of the JVM. */
class RunnableJarTest {
    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow", "netty"})
    void theJarAloneServes(String adapter) throws Exception {
        Process process = new ProcessBuilder(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
                        System.getProperty("pastelli.jar", ""), "--adapter", adapter, "--port", "0", "--host",
                        "127.0.0.1"))
                .start();
        try (var http = HttpClient.newHttpClient()) {
            String line = String.valueOf(process.inputReader().readLine());
            assertThat(line).as("%s", line).startsWith("bayeux on " + adapter + ": http://127.0.0.1:");
            String url = line.replaceFirst(".*(http[^;]*/);.*", "$1");
            var request = HttpRequest.newBuilder(URI.create(url + "health/ready")).build();
            assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo("ready\n");
            process.toHandle().destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            assertThat(process.errorReader().lines()).as("no warning of the JVM or the server").isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }
}
