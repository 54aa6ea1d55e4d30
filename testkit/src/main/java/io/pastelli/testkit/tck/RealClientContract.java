package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pastelli.conn.Conn;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that others have made. A program that is not installed is said to be skipped. */
interface RealClientContract extends Contract {
    private HttpClient jdk() {
        return HttpClient.newBuilder().sslContext(TestTls.client().context())
                .connectTimeout(Duration.ofSeconds(10))
                .version(protocol().isHttp2() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Test
    default void theJdksClientIsServed() throws Exception {
        try (Site site = serve(conn -> conn.method().equals("POST")
                ? BodyContract.ECHO.call(conn)
                : conn.sendResp(200, conn.protocol())); HttpClient client = jdk()) {
            var get = HttpRequest.newBuilder(site.uri("/")).build();
            var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < 20; i++) {
                answers.add(client.sendAsync(get, HttpResponse.BodyHandlers.ofString()));
            }
            for (var answer : answers) {
                // without TLS the JDK asks for an upgrade, which nobody needs to give
                assertThat(Eventually.get(answer).body())
                        .isEqualTo(protocol().isTls() ? protocol().version() : "HTTP/1.1");
            }
            String body = "0123456789".repeat(50_000);
            var post = HttpRequest.newBuilder(site.uri("/")).POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).body().equals(body)).isTrue();
        }
    }

    @Test
    default void theJdksClientReadsAStreamAndIsSeenToLeave() throws Exception {
        var told = new Told();
        try (Site site = serve(conn -> {
            conn.owner().link(told);
            return conn.assign(Conn.INIT_CHUNK, "first\n").sendChunked(200);
        }); HttpClient client = jdk()) {
            var response = client.send(HttpRequest.newBuilder(site.uri("/")).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.body().readNBytes(6)).asString().isEqualTo("first\n");
            assertThat(told.isTold()).isFalse();
            response.body().close();
            assertThat(told.exit().clientGone()).isTrue();
        }
    }

    @Test
    default void curlIsServed(@TempDir Path dir) throws Exception {
        String flag = !protocol().isHttp2()
                ? "--http1.1"
                : protocol().isTls() ? "--http2" : "--http2-prior-knowledge";
        Path body = Files.writeString(dir.resolve("body"), "0123456789".repeat(30_000));
        try (Site site = serve(conn -> conn.method().equals("POST")
                ? BodyContract.ECHO.call(conn)
                : conn.sendResp(200, conn.protocol()))) {
            List<String> curl = List.of("curl", "-sS", flag, "--cacert", TestTls.pem().toString(),
                    "--max-time", "20");
            String uri = site.uri("/").toString();
            // curl 7.88 may break off the second request of a connection in clear text: its issue 10634
            var uris = Collections.nCopies(flag.equals("--http2-prior-knowledge") ? 1 : 2, uri);
            var command = new ArrayList<>(curl);
            command.addAll(List.of("-w", "|%{http_code}"));
            assertThat(run(dir, command, uris.toArray(String[]::new)))
                    .isEqualTo((protocol().version() + "|200").repeat(uris.size()));
            assertThat(run(dir, curl, "--data-binary", "@" + body, uri)).isEqualTo(Files.readString(body));
        }
    }

    @Test
    @Only(on = Only.Kind.HTTP_2, why = "it speaks HTTP/2 only")
    default void nghttpIsServed(@TempDir Path dir) throws Exception {
        try (Site site = serve(conn -> conn.sendResp(200, conn.protocol()))) {
            String said = run(dir, List.of("nghttp", "-nv", "-t", "20"), site.uri("/").toString());
            assertThat(said).contains(":status: 200").doesNotContain("PROTOCOL_ERROR", "INTERNAL_ERROR");
        }
    }

    @Test
    default void h2loadIsServedWithoutAnError(@TempDir Path dir) throws Exception {
        var served = new AtomicInteger();
        List<String> h1 = protocol().isHttp2() ? List.of() : List.of("--h1");
        try (Site site = serve(conn -> {
            served.incrementAndGet();
            return conn.sendResp(200, "x".repeat(1_000));
        })) {
            var command = new ArrayList<>(
                    List.of("h2load", "-n", "5000", "-c", "8", "-m", "16", "-N", "20s"));
            command.addAll(h1);
            String said = run(dir, command, site.uri("/").toString());
            assertThat(said).contains("5000 succeeded, 0 failed, 0 errored, 0 timeout");
            assertThat(served).hasValue(5_000);
        }
    }

    private static String run(Path dir, List<String> program, String... arguments)
            throws IOException, InterruptedException {
        assumeTrue(installed(program.getFirst()), program.getFirst() + " is not installed");
        var command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        Path out = dir.resolve("out");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("not within 30 s: " + command + ": " + Files.readString(out));
        }
        assertThat(process.exitValue()).as("%s: %s", command, Files.readString(out)).isZero();
        return Files.readString(out);
    }

    private static boolean installed(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
