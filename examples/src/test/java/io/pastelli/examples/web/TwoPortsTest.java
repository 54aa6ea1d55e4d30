package io.pastelli.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.tls.Tls;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** One server that speaks http and https. */
class TwoPortsTest {
    private static final Plug SCHEME = conn -> conn.sendResp(200,
            conn.scheme() + " " + conn.tls().map(tls -> tls.protocol()).orElse("plain"));
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Tls tls = Tls.selfSigned();

    private ServerOptions on(String adapter, int port, int plainPort) {
        return ServerOptions.port(port).host("127.0.0.1").adapter(adapter).tls(tls).alsoHttp(plainPort);
    }

    private String get(String url) throws Exception {
        try (var client = HttpClient.newBuilder().version(Version.HTTP_1_1).sslContext(Trust.in(tls))
                .build()) {
            var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30)).build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    @OnEveryAdapter
    void bothPortsServeTheSamePlug(String adapter) throws Exception {
        try (Server server = Pastelli.https(SCHEME, on(adapter, 0, 0))) {
            int https = server.httpsPort().orElseThrow();
            int http = server.httpPort().orElseThrow();
            assertThat(server.port()).isEqualTo(https).isNotEqualTo(http);
            assertThat(get("https://127.0.0.1:" + https + "/")).isEqualTo("https TLSv1.3");
            assertThat(get("http://127.0.0.1:" + http + "/")).isEqualTo("http plain");
        }
    }

    @OnEveryAdapter
    void stopEndsStreamsOnBothAndFreesBothPorts(String adapter) throws Exception {
        Plug open = conn -> conn.assign(Conn.CLOSE_CHUNK, "bye").sendChunked(200);
        Server server = Pastelli.https(open, on(adapter, 0, 0));
        int http = server.httpPort().orElseThrow();
        try (var client = HttpClient.newBuilder().version(Version.HTTP_1_1).sslContext(Trust.in(tls))
                .build()) {
            var secure = client
                    .send(HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/"))
                            .build(), BodyHandlers.ofInputStream());
            var plain = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/")).build(),
                    BodyHandlers.ofInputStream());
            assertThat(server.stop(Duration.ofSeconds(10))).isZero();
            assertThat(secure.body().readAllBytes()).asString().isEqualTo("bye");
            assertThat(plain.body().readAllBytes()).asString().isEqualTo("bye");
        }
        new ServerSocket(server.port(), 1, LOOPBACK).close();
        new ServerSocket(http, 1, LOOPBACK).close();
    }

    @OnEveryAdapter
    void aSecondPortThatIsTakenClosesTheFirst(String adapter) throws Exception {
        int free;
        try (var found = new ServerSocket(0, 1, LOOPBACK)) {
            free = found.getLocalPort();
        }
        try (var taken = new ServerSocket(0, 1, LOOPBACK)) {
            var options = on(adapter, free, taken.getLocalPort());
            assertThatThrownBy(() -> Pastelli.https(SCHEME, options)).isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is in use");
        }
        new ServerSocket(free, 1, LOOPBACK).close();
    }
}
