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
import io.pastelli.tls.Tls;
import io.pastelli.websocket.CloseStatus;
import io.pastelli.websocket.Message;
import io.pastelli.websocket.WebSocket;
import io.pastelli.websocket.WebSocketHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Pastelli on one of its adapters, written as a user would. */
final class Ours implements Served {
    private static final Bytes TEXT = Bytes.of(Wire.TEXT);
    private static final int OTHER_ROUTES = 54;

    private final Told told;
    private final AtomicInteger opened = new AtomicInteger();
    private final Connections connections = new Connections(
            ConnectionsOptions.DEFAULT.withHeartbeat(Duration.ZERO));
    private final Set<WebSocket> sockets = ConcurrentHashMap.newKeySet();
    private final WebSocketHandler echo = new WebSocketHandler() {
        @Override
        public void onOpen(WebSocket ws) {
            sockets.add(ws);
            opened.incrementAndGet();
        }

        @Override
        public void onText(WebSocket ws, String text) {
            ws.send(text);
        }

        @Override
        public void onClose(WebSocket ws, Exit exit, CloseStatus status) {
            sockets.remove(ws);
        }
    };
    private final Server server;

    Ours(String adapter, Tls tls, Told told, Path file) {
        this.told = told;
        Router router = router(file);
        Plug app = conn -> conn.requestPath().equals(Wire.PLAIN)
                ? text(conn)
                : router.call(conn);
        server = Pastelli.https(app,
                ServerOptions.port(0).host("127.0.0.1").adapter(adapter).tls(tls).alsoHttp(0));
    }

    private static Conn text(Conn conn) {
        return conn.putRespContentType("text/plain").sendResp(200, TEXT);
    }

    /** Sixty routes, the one that is measured among the last. */
    private Router router(Path file) {
        return Router.of(r -> {
            for (int i = 0; i < OTHER_ROUTES; i++) {
                r.get("/api/things" + i + "/:thing/parts/:part", conn -> conn.sendResp(404, ""));
            }
            r.get("/api/users/:user/orders/:order",
                    conn -> conn.json(200, Order.of(conn.pathParam("user"), conn.pathParam("order"))));
            r.get(Wire.ROUTED, Ours::text);
            r.post(Wire.ECHO, conn -> conn.putRespContentType("application/octet-stream").sendResp(200,
                    conn.readBody(BodyOptions.DEFAULT).bytes()));
            r.get(Wire.FILE, conn -> conn.sendFile(200, file));
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
            r.get(Wire.SOCKETS + ":id", conn -> conn.upgradeWebSocket(echo));
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
        return server.httpPort().orElseThrow();
    }

    @Override
    public int tlsPort() {
        return server.httpsPort().orElseThrow();
    }

    @Override
    public int opened() {
        return opened.get();
    }

    @Override
    public int broadcast(byte[] event) {
        Bytes bytes = Bytes.of(event);
        Message message = Message.text(bytes.utf8()); // encoded once
        sockets.forEach(socket -> {
            if (socket.trySend(message).isEmpty()) {
                socket.send(message);
            }
        });
        return sockets.size() + connections.broadcast(bytes);
    }
}
