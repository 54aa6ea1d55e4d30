import io.javalin.Javalin;
import io.javalin.http.sse.SseClient;
import io.javalin.http.staticfiles.Location;
import io.javalin.json.JavalinJackson3;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Javalin with virtual threads, as its documentation recommends. */
public final class JavalinMain implements Line {
    private final Set<SseClient> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();

    public static void main(String[] args) throws Exception {
        var main = new JavalinMain();
        var app = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.concurrency.useVirtualThreads = true;
            config.jsonMapper(new JavalinJackson3());
            config.staticFiles.add(files -> {
                files.hostedPath = "/files";
                files.directory = args[0];
                files.location = Location.EXTERNAL;
            });
            var routes = config.routes;
            routes.get("/plain", ctx -> ctx.result("hello, world"));
            for (int i = 0; i < OTHER_ROUTES; i++) {
                routes.get("/api/things" + i + "/{thing}/parts/{part}", ctx -> ctx.status(404));
            }
            routes.get("/api/users/{user}/orders/{order}",
                    ctx -> ctx.json(Order.of(ctx.pathParam("user"), ctx.pathParam("order"))));
            routes.post("/echo", ctx -> ctx.contentType("application/octet-stream").result(ctx.bodyAsBytes()));
            routes.sse("/streams/{id}", main::open);
        }).start("127.0.0.1", 0);
        Line.serve(app.port(), main);
    }

    private void open(SseClient client) {
        client.keepAlive();
        client.onClose(() -> clients.remove(client));
        clients.add(client);
        opened.incrementAndGet();
    }

    @Override
    public int opened() {
        return opened.get();
    }

    @Override
    public int broadcast(String data) {
        int reached = 0;
        for (SseClient client : clients) {
            client.sendData(data);
            reached++;
        }
        return reached;
    }
}
