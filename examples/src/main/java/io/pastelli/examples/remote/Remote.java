package io.pastelli.examples.remote;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Key;
import io.pastelli.conn.Plug;
import io.pastelli.examples.web.Assets;
import io.pastelli.examples.web.Live;
import io.pastelli.examples.web.SameOrigin;
import io.pastelli.http.HttpException;
import io.pastelli.push.sse.Connections;
import io.pastelli.router.Router;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntUnaryOperator;

/** Slides in one tab, their controller in another or on a phone; each open page is a device that all others see. */
public final class Remote {
    private static final Key<String> AS = Key.of("as", String.class);

    private Remote() {}

    /**
     * Makes the program.
     *
     * @param hosts this machine's addresses that a phone can open; empty when there are none
     */
    public static Plug plug(List<String> hosts) {
        var connections = new Connections();
        var show = new Show(connections, Slide.ALL.size());
        connections.onJoin((key, connection) -> {
            Conn stream = connection.stream();
            show.joined(key, stream.assigned(AS).orElse(""), stream.reqHeader("user-agent").orElse(""));
        });
        connections.onLeave((key, exit) -> show.left(key));
        var assets = Assets.of(Remote.class, "slides.html", "slides.css", "slides.js", "controller.html",
                "controller.css", "controller.js", "deck.js");
        return Router.of(r -> {
            r.plug(SameOrigin.plug());
            r.get("/", assets.page("slides.html"));
            r.get("/controller", assets.page("controller.html"));
            r.get("/assets/:file", assets.files());
            r.get("/deck", conn -> conn.json(200, Map.of("slides", Slide.ALL, "hosts", hosts)));
            r.stream("/events", conn -> Live.frame(conn).assign(AS, kind(conn)), stream -> {
                connections.register(UUID.randomUUID().toString(), stream);
                return stream;
            });
            r.post("/next", conn -> move(conn, show, slide -> slide + 1));
            r.post("/previous", conn -> move(conn, show, slide -> slide - 1));
            r.post("/slides/:number", conn -> {
                int number = number(conn.pathParam("number"));
                return move(conn, show, slide -> number);
            });
        });
    }

    private static Conn move(Conn conn, Show show, IntUnaryOperator move) {
        return conn.json(200, Map.of("slide", show.move(move)));
    }

    private static String kind(Conn conn) {
        return conn.queryParam("as").filter(List.of("slides", "controller")::contains)
                .orElseThrow(() -> new HttpException(400, "say what you are: ?as=slides or ?as=controller"));
    }

    private static int number(String text) {
        for (int number = 1; number <= Slide.ALL.size(); number++) {
            if (text.equals(Integer.toString(number))) {
                return number;
            }
        }
        throw new HttpException(400, "a slide is a number from 1 to " + Slide.ALL.size());
    }
}
