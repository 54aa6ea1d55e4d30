package io.pastelli.examples.hello;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import io.pastelli.push.sse.Connections;
import io.pastelli.router.Router;
import java.util.Map;

/** The first program: a plain answer, a path parameter as JSON, and a stream that outlives its plug. */
public final class Hello {
    private Hello() {}

    /** Makes the program; to serve it alone: {@code Pastelli.http(Hello.plug(), 4001)}. */
    public static Plug plug() {
        var connections = new Connections();
        return Router.of(r -> {
            r.get("/", conn -> conn.sendResp(200, "hello"));
            r.get("/users/:id", conn -> conn.json(200, Map.of("id", conn.pathParam("id"))));
            r.get("/connections/:id", conn -> {
                var id = oneWord(conn.pathParam("id"));
                var stream = conn.putRespContentType("text/event-stream")
                        .assign(Conn.INIT_CHUNK,
                                "retry: 6000\nid: " + id + "\nevent: handshake\ndata: connected " + id
                                        + "\n\n")
                        .assign(Conn.CLOSE_CHUNK, "event: bye\ndata: closed\n\n")
                        .sendChunked(200);
                stream.owner().link(connections.register(id, stream)); // told when the client leaves
                return stream; // dispatch ends; the stream lives on
            });
        });
    }

    /** An id goes into the event stream as it stands, so it must not bring a line break with it. */
    private static String oneWord(String id) {
        if (!id.matches("[\\w.-]{1,64}")) {
            throw new HttpException(400, "an id is 1 to 64 letters, digits, '.', '_' or '-'");
        }
        return id;
    }
}
