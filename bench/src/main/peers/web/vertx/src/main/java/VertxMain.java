import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Vert.x, an HTTP server on each event loop, on epoll: its handlers may not block. */
public final class VertxMain implements Line {
    private final List<Loop> loops = new CopyOnWriteArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final String files;
    private final int port;

    private VertxMain(String files) throws IOException {
        this.files = files;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort(); // the instances share one that has a number
        }
    }

    public static void main(String[] args) throws Exception {
        var main = new VertxMain(args[0]);
        int processors = Runtime.getRuntime().availableProcessors();
        var vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(processors));
        if (!vertx.isNativeTransportEnabled()) {
            System.err.println("Vert.x runs on NIO: " + vertx.unavailableNativeTransportCause());
        }
        vertx.deployVerticle(() -> main.new Loop(), new DeploymentOptions().setInstances(processors)).await();
        Line.serve(main.port, main);
    }

    /** One event loop with its own server on the shared port, and the streams that it serves. */
    private final class Loop extends VerticleBase {
        private final Set<HttpServerResponse> streams = ConcurrentHashMap.newKeySet();

        @Override
        public Future<?> start() {
            Router router = Router.router(vertx);
            router.get("/plain").handler(ctx -> ctx.response().end("hello, world"));
            for (int i = 0; i < OTHER_ROUTES; i++) {
                router.get("/api/things" + i + "/:thing/parts/:part").handler(ctx -> ctx.fail(404));
            }
            router.get("/api/users/:user/orders/:order")
                    .handler(ctx -> ctx.json(Order.of(ctx.pathParam("user"), ctx.pathParam("order"))));
            router.post("/echo").handler(BodyHandler.create(false)).handler(ctx -> ctx.response()
                    .putHeader("content-type", "application/octet-stream").end(ctx.body().buffer()));
            router.get("/files/mib.bin").handler(ctx -> ctx.response().sendFile(files + "/mib.bin"));
            router.get("/streams/:id").handler(this::open);
            loops.add(this);
            return vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port).setAcceptBacklog(4096))
                    .requestHandler(router).listen();
        }

        private void open(RoutingContext ctx) {
            HttpServerResponse response = ctx.response().setChunked(true).putHeader("content-type", "text/event-stream");
            response.closeHandler(gone -> streams.remove(response));
            streams.add(response);
            response.writeHead().onSuccess(sent -> opened.incrementAndGet());
        }

        int send(Buffer event) {
            context.runOnContext(now -> streams.forEach(stream -> stream.write(event)));
            return streams.size();
        }
    }

    @Override
    public int opened() {
        return opened.get();
    }

    @Override
    public int broadcast(String data) {
        Buffer event = Buffer.buffer("data: " + data + "\n\n");
        return loops.stream().mapToInt(loop -> loop.send(event)).sum();
    }
}
