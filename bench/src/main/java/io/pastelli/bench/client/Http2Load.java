package io.pastelli.bench.client;

import io.pastelli.bench.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A closed loop over HTTP/2: the requests under way share four connections of the JDK's client. */
final class Http2Load {
    private static final int CONNECTIONS = 4;

    private final HttpRequest request;

    Http2Load(int port, boolean post) {
        var builder = HttpRequest.newBuilder(
                URI.create("https://127.0.0.1:" + port + (post ? Wire.ECHO : Wire.PLAIN)));
        request = post
                ? builder.POST(BodyPublishers.ofByteArray(new byte[Wire.BODY])).build()
                : builder.build();
    }

    /** Returns what {@link Tally#run} does. */
    String run(int underWay, int millis) throws IOException, InterruptedException {
        var context = AnyServer.context();
        var parameters = context.getDefaultSSLParameters();
        List<HttpClient> clients = IntStream.range(0, CONNECTIONS).mapToObj(i -> HttpClient.newBuilder()
                .version(Version.HTTP_2).sslContext(context).sslParameters(parameters).build()).toList();
        var next = new AtomicInteger();
        try {
            for (HttpClient each : clients) {
                send(each); // the connection is there before many want it
            }
            return new Tally().run(underWay, millis, () -> {
                HttpClient client = clients.get(next.getAndIncrement() % CONNECTIONS);
                return new Tally.Client() {
                    @Override
                    public void ask() throws IOException, InterruptedException {
                        send(client);
                    }

                    @Override
                    public void close() {}
                };
            });
        } finally {
            clients.forEach(HttpClient::shutdownNow);
        }
    }

    private void send(HttpClient client) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200 || response.version() != Version.HTTP_2) {
            throw new IOException("not a 200 over HTTP/2: " + response);
        }
    }
}
