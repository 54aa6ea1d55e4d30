package io.pastelli.examples.bayeux;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.cli.Program;
import io.pastelli.examples.web.OnEveryAdapter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./pastelli bayeux}, {@code subscribe} and {@code publish}, each in a JVM of its own. */
class StandAloneTest {
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void end() {
        http.shutdownNow();
    }

    @OnEveryAdapter
    void itServesEchoesTellsItsHealthAndDrains(String adapter) throws Exception {
        try (var program = Program.serving(adapter, "bayeux", "--demo", "--drain", "3")) {
            var server = program.url("/bayeux");
            var client = handshake(server);
            assertThat(
                    post(server, "{'channel':'/service/echo','data':{'a':1.50},'clientId':'" + client + "'}")
                            .body())
                    .contains("\"successful\":true");
            assertThat(post(server, connect(client)).body()).contains("\"channel\":\"/service/echo\"",
                    "\"a\":1.50");
            assertThat(get(program.url("/health/live")).statusCode()).isEqualTo(200);
            assertThat(get(program.url("/health/ready")).body()).isEqualTo("ready\n");
            assertThat(get(program.url("/status")).statusCode()).as("there is no password").isEqualTo(404);
            assertThat(get(program.url("/try")).body()).contains("src=\"/bayeux/client.js\"");

            var held = http.sendAsync(request(server, connect(client)), BodyHandlers.ofString());
            program.term();
            assertThat(awaitUnready(program.url("/health/ready"))).isEqualTo("draining\n");
            assertThat(get(program.url("/health/live")).statusCode()).isEqualTo(200);
            assertThat(held.join().body()).contains("\"reconnect\":\"handshake\"");
            program.endsByTerm();
        }
    }

    @OnEveryAdapter
    void scriptsSubscribeAndPublish(String adapter) throws Exception {
        try (var program = Program.serving(adapter, "bayeux", "--mount", "/faye")) {
            var server = program.url("/faye");
            var got = new FutureTask<>(
                    () -> Program.run(0, "subscribe", server, "/news/*", "--count", "2", "--timeout", "120"));
            Thread.ofVirtual().start(got);
            while (!got.isDone()) {
                Program.run(0, "publish", server, "/news/a", "{\"n\": 1.50}", "-t", "60");
            }
            assertThat(got.get()).containsExactly("{\"channel\":\"/news/a\",\"data\":{\"n\":1.50}}",
                    "{\"channel\":\"/news/a\",\"data\":{\"n\":1.50}}");
        }
    }

    @Test
    void aFlagWinsOverTheEnvironmentThatOverTheFile(@TempDir Path folder) throws Exception {
        var config = Files.writeString(folder.resolve("bayeux.properties"), """
                # three times the same, to see who wins
                mount = /file
                timeout = 11
                interval = 0.5
                admin-password = in the file
                allow-origin = https://a.example, https://b.example
                """);
        var environment = Map.of("PASTELLI_BAYEUX_CONFIG", config.toString(), "PASTELLI_BAYEUX_TIMEOUT", "12",
                "PASTELLI_BAYEUX_MOUNT", "/environment");
        try (var program = Program.serving("netty", environment, "bayeux", "--mount", "/flag")) {
            var server = program.url("/flag");
            assertThat(post(server, shake()).body()).contains("\"timeout\":12000", "\"interval\":500");
            var foreign = HttpRequest.newBuilder(request(server, shake()), (name, value) -> true)
                    .header("origin", "https://b.example").build();
            assertThat(http.send(foreign, BodyHandlers.ofString()).headers()
                    .firstValue("access-control-allow-origin")).hasValue("https://b.example");
            assertThat(get(program.url("/status")).statusCode()).isEqualTo(401);
            assertThat(get(program.url("/status"), "admin:wrong").statusCode()).isEqualTo(401);
            assertThat(get(program.url("/status"), "admin:in the file").statusCode()).isEqualTo(200);
            assertThat(get(program.url("/status/events")).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void overTlsItsCertificateIsTrustedByName(@TempDir Path folder) throws Exception {
        var certificate = folder.resolve("dev.pem").toString();
        try (var program = Program.serving("jetty", "bayeux", "--certificate", certificate)) {
            var server = program.url("/bayeux");
            assertThat(server).startsWith("https://");
            assertThat(Program.run(0, "publish", server, "/a", "1", "-t", "60", "--trust", certificate))
                    .isEmpty();
            assertThat(Program.run(1, "publish", server, "/a", "1", "-t", "60")).isEmpty();
        }
    }

    private String awaitUnready(String url) throws IOException, InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        var answer = get(url);
        while (answer.statusCode() != 503 && System.nanoTime() < until) {
            answer = get(url);
        }
        return answer.body();
    }

    private String handshake(String server) throws IOException, InterruptedException {
        var answer = post(server, shake());
        return JsonMapper.shared().readTree(answer.body()).get(0).get("clientId").asString();
    }

    private static String shake() {
        return "{'channel':'/meta/handshake','version':'1.0','supportedConnectionTypes':['long-polling']}";
    }

    private static String connect(String client) {
        return "{'channel':'/meta/connect','connectionType':'long-polling','clientId':'" + client + "'}";
    }

    private HttpResponse<String> post(String server, String message)
            throws IOException, InterruptedException {
        return http.send(request(server, message), BodyHandlers.ofString());
    }

    private static HttpRequest request(String server, String message) {
        return HttpRequest.newBuilder(URI.create(server)).timeout(Duration.ofSeconds(60))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(message.replace('\'', '"'))).build();
    }

    private HttpResponse<String> get(String url, String... credentials)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
        for (String each : credentials) {
            request.header("authorization",
                    "Basic " + Base64.getEncoder().encodeToString(each.getBytes(StandardCharsets.UTF_8)));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
