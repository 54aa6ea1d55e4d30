package io.pastelli.examples.index;

import io.pastelli.conn.Plug;
import io.pastelli.examples.web.Assets;
import io.pastelli.router.Router;
import java.util.Map;

/** A page at {@code /} and every example below its own name. */
public final class Index {
    private Index() {}

    /** Makes it of the examples by name. */
    public static Plug plug(Map<String, Plug> examples) {
        var assets = Assets.of(Index.class, "index.html", "index.css", "index.js");
        return Router.of(r -> {
            r.get("/", assets.page("index.html"));
            r.get("/assets/:file", assets.files());
            examples.forEach((name, plug) -> r.forward("/" + name, folder(plug)));
        });
    }

    /** The pages' links are relative, so the page itself must be asked for with the slash at its end. */
    private static Plug folder(Plug plug) {
        return conn -> conn.pathInfo().isEmpty() && !conn.requestPath().endsWith("/")
                ? conn.putRespHeader("location", "/" + String.join("/", conn.scriptName()) + "/")
                        .sendResp(308, "")
                : plug.call(conn);
    }
}
