package io.pastelli.examples.web;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.conn.Plug;
import io.pastelli.tls.Tls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** An example on a server of its own, and a client to ask it. */
public final class Served implements AutoCloseable {
    private final Server server;
    private final HttpClient client;

    private Served(Server server, HttpClient client) {
        this.server = server;
        this.client = client;
    }

    /** Serves {@code plug} on a free port. */
    public static Served on(String adapter, Plug plug) {
        return on(adapter, plug, 0);
    }

    /** Serves {@code plug} on {@code port}, over TLS when the adapter's name is followed by {@code https}. */
    public static Served on(String adapter, Plug plug, int port) {
        var options = ServerOptions.port(port).host("127.0.0.1").adapter(adapter.replace(" https", ""));
        if (adapter.endsWith(" https")) {
            Tls tls = Tls.selfSigned();
            return new Served(Pastelli.https(plug, options.tls(tls)),
                    client().sslContext(Trust.in(tls)).build());
        }
        return new Served(Pastelli.http(plug, options), client().build());
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    }

    public int port() {
        return server.port();
    }

    public String url(String path) {
        return (server.httpsPort().isPresent() ? "https" : "http") + "://127.0.0.1:" + server.port() + path;
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET());
    }

    public HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        return send(request(path, headers).method(method, BodyPublishers.noBody()));
    }

    /** Opens an event stream. */
    public Events events(String path) {
        return Events.open(url(path));
    }

    /** Stops as TERM does. */
    public void stop() {
        server.stop(Duration.ofSeconds(5));
    }

    @Override
    public void close() {
        client.shutdownNow();
        stop();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var builder = HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
