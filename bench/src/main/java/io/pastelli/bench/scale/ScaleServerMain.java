package io.pastelli.bench.scale;

import io.pastelli.Pastelli;
import io.pastelli.ServerOptions;
import io.pastelli.bench.Commands;
import io.pastelli.conn.Conn;
import io.pastelli.http.Bytes;
import io.pastelli.router.Router;
import java.util.List;

/** Ours with so many routes, and with responses in chunks of any size: {@code ScaleServerMain netty|jetty|undertow routes}. */
public final class ScaleServerMain implements Commands {
    /** Where chunks are: {@code /chunks/:size/:count}. */
    static final String CHUNKS = "/chunks/";

    private ScaleServerMain() {}

    /** Starts the server, says {@code up} and its port. */
    public static void main(String[] args) throws Exception {
        int routes = Integer.parseInt(args[1]);
        Router router = Router.of(r -> {
            for (int i = 0; i < routes; i++) {
                r.get("/things" + i + "/:thing/parts/:part",
                        conn -> conn.sendResp(200, conn.pathParam("part")));
            }
            r.get(CHUNKS + ":size/:count", ScaleServerMain::chunks);
        });
        var server = Pastelli.http(router, ServerOptions.port(0).host("127.0.0.1").adapter(args[0]));
        Commands.serve("up " + server.port(), new ScaleServerMain());
        System.exit(0);
    }

    private static Conn chunks(Conn conn) {
        Bytes chunk = Bytes.of("x".repeat(Integer.parseInt(conn.pathParam("size"))));
        Conn open = conn.sendChunked(200);
        for (int i = Integer.parseInt(conn.pathParam("count")); i > 0; i--) {
            open.chunk(chunk);
        }
        return open.close();
    }

    @Override
    public String run(List<String> words) {
        throw new IllegalArgumentException("unknown command");
    }
}
