import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** Helidon SE: blocking handlers, a virtual thread a connection; one that streams stays in its handler. */
public final class HelidonMain implements Line {
    private static final JsonMapper JSON = new JsonMapper();

    private final Set<BlockingQueue<String>> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();

    public static void main(String[] args) throws Exception {
        var main = new HelidonMain();
        Path file = Path.of(args[0], "mib.bin");
        var server = WebServer.builder().host("127.0.0.1").port(0).backlog(4096)
                .routing(routing -> main.routes(routing, file)).build().start();
        Line.serve(server.port(), main);
    }

    private void routes(HttpRouting.Builder routing, Path file) {
        routing.get("/plain", (request, response) -> response.send("hello, world"));
        for (int i = 0; i < OTHER_ROUTES; i++) {
            routing.get("/api/things" + i + "/{thing}/parts/{part}",
                    (request, response) -> response.status(Status.NOT_FOUND_404).send());
        }
        routing.get("/api/users/{user}/orders/{order}", (request, response) -> {
            var path = request.path().pathParameters();
            response.header(HeaderNames.CONTENT_TYPE, "application/json");
            response.send(JSON.writeValueAsBytes(Order.of(path.get("user"), path.get("order"))));
        });
        routing.post("/echo", (request, response) -> {
            response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
            response.send(request.content().as(byte[].class));
        });
        routing.get("/files/mib.bin", (request, response) -> response.send(file));
        routing.get("/streams/{id}", this::stream);
    }

    private void stream(ServerRequest request, ServerResponse response) throws InterruptedException {
        var events = new LinkedBlockingQueue<String>();
        try (SseSink sink = response.sink(SseSink.TYPE)) {
            sink.emit(SseEvent.builder().comment("open").build()); // the head leaves with the first event
            streams.add(events);
            opened.incrementAndGet();
            while (true) {
                sink.emit(SseEvent.create(events.take()));
            }
        } finally {
            streams.remove(events);
        }
    }

    @Override
    public int opened() {
        return opened.get();
    }

    @Override
    public int broadcast(String data) {
        int reached = 0;
        for (BlockingQueue<String> events : streams) {
            events.add(data);
            reached++;
        }
        return reached;
    }
}
