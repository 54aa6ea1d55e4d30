package io.pastelli.bench.soak;

import io.pastelli.Pastelli;
import io.pastelli.ServerOptions;
import io.pastelli.adapter.Timeouts;
import io.pastelli.bench.Commands;
import io.pastelli.bench.Wire;
import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.Conn;
import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.push.bayeux.Bayeux;
import io.pastelli.push.mailbox.Access;
import io.pastelli.push.mailbox.Mailboxes;
import io.pastelli.push.sse.Connections;
import io.pastelli.push.sse.ConnectionsOptions;
import io.pastelli.router.Router;
import io.pastelli.websocket.CloseStatus;
import io.pastelli.websocket.WebSocket;
import io.pastelli.websocket.WebSocketHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The server of a soak in its own process, with all that Pastelli has: {@code SoakServerMain netty|jetty|undertow}. */
public final class SoakServerMain implements Commands {
    /** Streams with events so wide that who does not read them is soon too slow. */
    static final String WIDE = "/wide/";
    private static final String FILL = " " + "x".repeat(8 * 1024) + "\n\n";
    private static final int TICK = 100; // ms
    private static final Duration PATIENCE = Duration.ofSeconds(30); // a busy machine may stand still for some seconds

    private final Connections streams = new Connections(
            ConnectionsOptions.DEFAULT.withHeartbeat(Duration.ZERO));
    private final Connections wide = new Connections(
            ConnectionsOptions.DEFAULT.withHeartbeat(Duration.ZERO).withOutbox(64, 256 * 1024));
    private final AtomicInteger staying = new AtomicInteger();
    private final AtomicInteger sockets = new AtomicInteger();
    private final Bayeux bayeux = Bayeux.create(options -> options.withTimeout(Duration.ofSeconds(4))
            .withExpiry(PATIENCE));
    private final Mailboxes boxes = Mailboxes.memory();

    private record Order(String user, String order) {}

    private SoakServerMain() {}

    /** Starts the server, says {@code up} and its port, and takes commands. */
    public static void main(String[] args) throws Exception {
        var soak = new SoakServerMain();
        var server = Pastelli.http(soak.router(),
                ServerOptions.port(0).host("127.0.0.1").adapter(args[0]).sendBuffer(32 * 1024)
                        .timeouts(Timeouts.DEFAULT.withHead(PATIENCE)));
        Thread.ofPlatform().daemon().name("ticks").start(soak::tick);
        Commands.serve("up " + server.port(), soak);
        System.exit(0);
    }

    private Router router() {
        var socket = new WebSocketHandler() {
            @Override
            public void onOpen(WebSocket ws) {
                sockets.incrementAndGet();
            }

            @Override
            public void onText(WebSocket ws, String text) {
                ws.send(text);
            }

            @Override
            public void onClose(WebSocket ws, Exit exit, CloseStatus status) {
                sockets.decrementAndGet();
            }
        };
        return Router.of(r -> {
            r.get(Wire.PLAIN, conn -> conn.sendResp(200, Wire.TEXT));
            r.get("/api/users/:user/orders/:order",
                    conn -> conn.json(200, new Order(conn.pathParam("user"), conn.pathParam("order"))));
            r.post(Wire.ECHO, conn -> conn.sendResp(200, conn.readBody(BodyOptions.DEFAULT).bytes()));
            r.stream(Wire.STREAMS + ":id", conn -> register(streams, conn));
            r.stream(WIDE + ":id", conn -> register(wide, conn));
            r.stream(Wire.STAYING + ":id", this::stay);
            r.get(Wire.SOCKETS + ":id", conn -> conn.upgradeWebSocket(socket));
            r.forward(Wire.BAYEUX, bayeux.plug());
            r.forward(Wire.BOXES, boxes.plug(Access.open(), options -> options.withPublish(true)
                    .withLease(Duration.ofSeconds(10))));
        });
    }

    private static Conn register(Connections connections, Conn conn) {
        connections.register(conn.pathParam("id"), conn);
        return conn;
    }

    private Conn stay(Conn stream) throws InterruptedException {
        staying.incrementAndGet();
        stream.owner().monitor(exit -> staying.decrementAndGet());
        for (long number = 0; stream.event(number + " from its plug").sent(); number++) {
            stream.owner().sleep(Duration.ofMillis(2L * TICK));
        }
        return stream;
    }

    private void tick() {
        for (long number = 0;; number++) {
            wide.broadcast(Bytes.of("data: " + number + FILL));
            if (number % 2 == 0) {
                streams.broadcast(Bytes.of("data: " + number / 2 + " to all\n\n"));
            }
            if (number % 5 == 0) {
                bayeux.publish(Wire.ROOM, Map.of("n", number / 5));
            }
            try {
                Thread.sleep(TICK);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public String run(List<String> words) throws Exception {
        if (!words.getFirst().equals("sample")) {
            throw new IllegalArgumentException("unknown command");
        }
        int open = streams.size() + wide.size() + staying.get();
        return Census.take() + " " + open + " " + sockets.get() + " " + bayeux.sessions().size();
    }
}
