package io.pastelli.bench.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Open streams over TLS: a connection each in HTTP/1.1, fifty on a connection in HTTP/2; by the JDK's client. */
final class SecureStreams {
    private static final int EACH = 50;

    private final Arrivals arrivals;
    private final List<HttpClient> clients = new ArrayList<>();

    SecureStreams(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    /** Opens streams and waits for the head of each. */
    void open(Version version, String path, int count) throws IOException, InterruptedException {
        var heads = new CountDownLatch(count);
        var ended = new ArrayList<CompletableFuture<?>>();
        var context = AnyServer.context();
        for (int i = 0; i < count; i++) {
            if (i % EACH == 0) {
                clients.add(HttpClient.newBuilder().version(version).sslContext(context).build());
            }
            var request = HttpRequest.newBuilder(URI.create(path + i)).build();
            ended.add(clients.getLast().sendAsync(request, head -> {
                if (head.statusCode() != 200 || head.version() != version) {
                    throw new IllegalStateException("not a stream: " + head.statusCode());
                }
                heads.countDown();
                var events = new Events();
                return BodySubscribers.ofByteArrayConsumer(
                        bytes -> bytes.ifPresent(some -> arrivals.take(events, ByteBuffer.wrap(some))));
            }));
        }
        if (!heads.await(60, TimeUnit.SECONDS)) {
            throw new IOException(heads.getCount() + " streams did not open; "
                    + ended.stream().filter(CompletableFuture::isCompletedExceptionally).findFirst()
                            .map(CompletableFuture::exceptionNow).map(String::valueOf).orElse("no error"));
        }
    }

    void close() {
        clients.forEach(HttpClient::shutdownNow);
        clients.clear();
    }
}
