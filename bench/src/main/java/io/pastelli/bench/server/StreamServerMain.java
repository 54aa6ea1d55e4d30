package io.pastelli.bench.server;

import io.pastelli.Pastelli;
import io.pastelli.ServerOptions;
import io.pastelli.bench.Commands;
import io.pastelli.bench.Wire;
import io.pastelli.conn.Conn;
import io.pastelli.push.redis.Redis;
import io.pastelli.push.sse.Connections;
import io.pastelli.push.sse.ConnectionsOptions;
import io.pastelli.push.sse.log.EventLog;
import io.pastelli.push.sse.log.MemoryLog;
import io.pastelli.router.Router;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Streams with a log, in their own process: {@code StreamServerMain netty|jetty|undertow [port of a Redis]}. */
public final class StreamServerMain implements Commands {
    private static final String REST = " " + "x".repeat(43);

    private final Connections connections;
    private long said;

    private StreamServerMain(Connections connections) {
        this.connections = connections;
    }

    /** Starts the server, says {@code up} and its port, and takes commands. */
    public static void main(String[] args) throws Exception {
        EventLog log = args.length > 1
                ? Redis.at("redis://127.0.0.1:" + args[1]).connections()
                : new MemoryLog();
        var connections = new Connections(ConnectionsOptions.DEFAULT.withLog(log));
        Router router = Router.of(r -> r.get(Wire.STREAMS + ":id", conn -> {
            Conn stream = conn.putRespContentType("text/event-stream").sendChunked(200);
            connections.register(conn.pathParam("id"), stream, Set.of(Wire.ROOM));
            return stream;
        }));
        var server = Pastelli.http(router, ServerOptions.port(0).host("127.0.0.1").adapter(args[0]));
        Commands.serve("up " + server.port(), new StreamServerMain(connections));
        System.exit(0);
    }

    @Override
    public String run(List<String> words) throws Exception {
        return switch (words.getFirst()) {
            case "registered" -> Integer.toString(connections.ids().size());
            case "say" -> say(Integer.parseInt(words.get(1)), Long.parseLong(words.get(2)));
            default -> throw new IllegalArgumentException("unknown command");
        };
    }

    /** Broadcasts at fixed times, late ones at once. */
    private String say(int count, long interval) {
        long due = System.nanoTime();
        for (int i = 0; i < count; i++, due += interval) {
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            connections.broadcast(Wire.ROOM, String.format(Locale.ROOT, "%c%09d%0" + Wire.DIGITS + "d%s",
                    Wire.MARK, said++, System.nanoTime(), REST));
        }
        return "said";
    }
}
