package io.pastelli.bench.start;

import io.pastelli.Pastelli;
import io.pastelli.ServerOptions;
import io.pastelli.router.Router;
import java.util.Map;

/** A small program on the adapter that is there: {@code OursMain port}. */
public final class OursMain {
    private OursMain() {}

    /** Serves until the process is ended. */
    public static void main(String[] args) {
        Router app = Router.of(r -> {
            r.get("/", conn -> conn.sendResp(200, "hello"));
            r.get("/users/:id", conn -> conn.json(200, Map.of("id", conn.pathParam("id"))));
        });
        Pastelli.http(app, ServerOptions.port(Integer.parseInt(args[0])).host("127.0.0.1"));
    }
}
