package io.pastelli.push.redis;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.conn.Conn;
import io.pastelli.push.sse.Connections;
import io.pastelli.push.sse.ConnectionsOptions;
import java.time.Duration;
import java.util.Set;

/** A node that streams: each client under its path, in the topic news. */
final class SseNode implements AutoCloseable {
    private final Connections connections;
    private final Server server;

    SseNode(Redis redis, String adapter) {
        connections = new Connections(ConnectionsOptions.DEFAULT.withLog(redis.connections())
                .withOutbox(20_000, 4 << 20).withHeartbeat(Duration.ofSeconds(1)));
        server = Pastelli.http(conn -> {
            Conn stream = conn.putRespContentType("text/event-stream").sendChunked(200);
            connections.register(conn.pathInfo().getFirst(), stream, Set.of("news"));
            return stream;
        }, ServerOptions.port(0).host("127.0.0.1").adapter(adapter));
    }

    Connections connections() {
        return connections;
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        connections.close();
        server.stop(Duration.ofSeconds(5));
    }
}
