package io.pastelli.examples.web;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.conn.SseEvent;
import io.pastelli.push.sse.Connections;
import java.util.UUID;

/** Pages with an event stream each. */
final class StreamPages implements Pages {
    private final Connections connections = new Connections();

    @Override
    public Plug open(Visitors visitors) {
        connections.onJoin((key, connection) -> visitors.joined(key, connection.stream()));
        connections.onLeave((key, exit) -> visitors.left(key));
        return conn -> {
            Conn stream = conn.putRespContentType("text/event-stream")
                    .putRespHeader("cache-control", "no-cache")
                    // the browser comes back a second after a break, and is told when the server stops
                    .assign(Conn.INIT_CHUNK, "retry: 1000\n\n")
                    .assign(Conn.CLOSE_CHUNK, "event: bye\ndata: \"closed\"\n\n").sendChunked(200);
            if (stream.exit().isEmpty()) { // HEAD has no stream
                connections.register(UUID.randomUUID().toString(), stream);
            }
            return stream;
        };
    }

    @Override
    public void send(String key, String event, Object data) {
        connections.send(key, SseEvent.json(data).named(event));
    }

    @Override
    public void broadcast(String event, Object data) {
        connections.broadcast(SseEvent.json(data).named(event));
    }
}
