package io.pastelli.bench.server;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.bench.Wire;
import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.push.sse.Connections;
import io.pastelli.push.sse.ConnectionsOptions;
import io.pastelli.router.Router;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Pastelli on one of its adapters, written as a user would. */
final class Ours implements Served {
    private static final Bytes TEXT = Bytes.of(Wire.TEXT);
    private static final int OTHER_ROUTES = 54;

    private final Told told;
    private final AtomicInteger opened = new AtomicInteger();
    private final Connections connections = new Connections(
            ConnectionsOptions.DEFAULT.withHeartbeat(Duration.ZERO));
    private final Server server;

    Ours(String adapter, Told told) {
        this.told = told;
        Router router = router();
        Plug app = conn -> conn.requestPath().equals(Wire.PLAIN)
                ? conn.putRespContentType("text/plain").sendResp(200, TEXT)
                : router.call(conn);
        server = Pastelli.http(app, ServerOptions.port(0).host("127.0.0.1").adapter(adapter));
    }

    /** Sixty routes, the one that is measured among the last. */
    private Router router() {
        return Router.of(r -> {
            for (int i = 0; i < OTHER_ROUTES; i++) {
                r.get("/api/things" + i + "/:thing/parts/:part", conn -> conn.sendResp(404, ""));
            }
            r.get("/api/users/:user/orders/:order",
                    conn -> conn.json(200, Order.of(conn.pathParam("user"), conn.pathParam("order"))));
            r.post(Wire.ECHO, conn -> conn.putRespContentType("application/octet-stream").sendResp(200,
                    conn.readBody(BodyOptions.DEFAULT).bytes()));
            r.stream(Wire.STREAMS + ":id", conn -> {
                connections.register(conn.pathParam("id"), conn);
                opened.incrementAndGet();
                return conn;
            });
            r.stream(Wire.IDLE + ":id", this::watched);
            r.stream(Wire.STAYING + ":id", conn -> {
                Conn stream = watched(conn);
                while (!(stream.owner().receive() instanceof Exit)) {
                    // messages are of no interest
                }
                return stream;
            });
            r.get(Wire.POLLS + ":id", conn -> {
                watched(conn).owner().sleep(Duration.ofHours(1));
                return conn.sendResp(204, "");
            });
        });
    }

    private Conn watched(Conn conn) {
        String id = conn.pathParam("id");
        conn.owner().monitor(exit -> told.now(id));
        opened.incrementAndGet();
        return conn;
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public int opened() {
        return opened.get();
    }

    @Override
    public int broadcast(byte[] event) {
        return connections.broadcast(Bytes.of(event));
    }
}
