package io.pastelli.push.redis;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.BodyRead;
import io.pastelli.conn.Conn;
import io.pastelli.http.Bytes;
import io.pastelli.push.sse.Connections;
import io.pastelli.push.sse.ConnectionsOptions;
import io.pastelli.push.sse.Duplicate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A node that streams: each client under its path, in the topic news; what is posted is broadcast. In this process, or a
 * program in its own.
 */
final class SseNode implements AutoCloseable {
    private final List<String> here = new CopyOnWriteArrayList<>();
    private final List<String> everywhere = new CopyOnWriteArrayList<>();
    private final Connections connections;
    private final Server server;

    SseNode(Redis redis, String adapter) {
        this(redis, adapter, Duplicate.REPLACE, 0);
    }

    SseNode(Redis redis, String adapter, Duplicate duplicate, int port) {
        connections = new Connections(ConnectionsOptions.DEFAULT.withLog(redis.connections())
                .withOutbox(20_000, 4 << 20).withHeartbeat(Duration.ofSeconds(1)).withDuplicate(duplicate));
        connections.onJoin((id, connection) -> here.add("+" + id));
        connections.onLeave((id, exit) -> here.add("-" + id + " " + exit.getClass().getSimpleName()));
        connections.onPresence((id, present) -> everywhere.add((present ? "+" : "-") + id));
        server = Pastelli.http(conn -> {
            if (conn.method().equals("POST")
                    && conn.readBody(BodyOptions.DEFAULT) instanceof BodyRead.Done(Bytes text, Conn read)) {
                connections.broadcast("news", text.utf8());
                return read.sendResp(204, "");
            }
            Conn stream = conn.putRespContentType("text/event-stream").sendChunked(200);
            connections.register(conn.pathInfo().getFirst(), stream, Set.of("news"));
            return stream;
        }, ServerOptions.port(port).host("127.0.0.1").adapter(adapter));
    }

    Connections connections() {
        return connections;
    }

    /** Who joined and left this node. */
    List<String> here() {
        return here;
    }

    /** Who came and went, as it was told of all nodes. */
    List<String> everywhere() {
        return everywhere;
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        connections.close();
        server.stop(Duration.ofSeconds(5));
    }

    /** Runs a node: the URL of Redis, the adapter, the port. */
    public static void main(String[] arguments) throws IOException {
        var node = new SseNode(Redis.at(arguments[0]), arguments[1], Duplicate.REPLACE,
                Integer.parseInt(arguments[2]));
        System.out.println("port " + node.port());
        while (System.in.read() >= 0) {
            // until who started us is gone
        }
        Runtime.getRuntime().halt(0);
    }
}
