package io.pastelli.examples.remote;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Key;
import io.pastelli.conn.Plug;
import io.pastelli.examples.web.Assets;
import io.pastelli.examples.web.Pages;
import io.pastelli.examples.web.SameOrigin;
import io.pastelli.examples.web.Transport;
import io.pastelli.examples.web.Visitors;
import io.pastelli.http.HttpException;
import io.pastelli.router.Router;
import java.util.List;
import java.util.Map;

/** Slides in one tab, their controller in another or on a phone; each open page is a device that all others see. */
public final class Remote {
    private static final Key<String> AS = Key.of("as", String.class);

    private Remote() {}

    /**
     * Makes the program on event streams.
     *
     * @param hosts this machine's addresses that a phone can open; empty when there are none
     */
    public static Plug plug(List<String> hosts) {
        return plug(hosts, Transport.SSE);
    }

    /**
     * Makes the program.
     *
     * @param hosts this machine's addresses that a phone can open; empty when there are none
     * @param transport what keeps a device in touch
     */
    public static Plug plug(List<String> hosts, Transport transport) {
        var pages = Pages.over(transport);
        var show = new Show(pages, Slide.ALL.size());
        var open = pages.open(new Devices(show));
        var assets = Assets.of(Remote.class, "slides.html", "slides.css", "slides.js", "controller.html",
                "controller.css", "controller.js", "deck.js");
        return Router.of(r -> {
            r.plug(SameOrigin.plug());
            r.get("/", assets.page("slides.html"));
            r.get("/controller", assets.page("controller.html"));
            r.get("/assets/:file", assets.files());
            r.get("/transport", transport.plug());
            r.get("/deck", conn -> conn.json(200, Map.of("slides", Slide.ALL, "hosts", hosts)));
            r.get("/events", conn -> open.call(conn.assign(AS, kind(conn))));
            for (String move : List.of("next", "previous", "slides/:number")) {
                r.post("/" + move, conn -> conn.json(200,
                        Map.of("slide", move(show, String.join("/", conn.pathInfo())))));
            }
        });
    }

    private record Devices(Show show) implements Visitors {
        @Override
        public void joined(String key, Conn conn) {
            show.joined(key, conn.assigned(AS).orElse(""), conn.reqHeader("user-agent").orElse(""));
        }

        @Override
        public void left(String key) {
            show.left(key);
        }

        @Override
        public void asked(String key, String to, String body) {
            move(show, to);
        }
    }

    /** Moves as {@code next}, {@code previous} or {@code slides/3} asks for; returns the slide that is shown then. */
    private static int move(Show show, String to) {
        return switch (to) {
            case "next" -> show.move(slide -> slide + 1);
            case "previous" -> show.move(slide -> slide - 1);
            default -> {
                int number = number(to.replaceFirst("^slides/", ""));
                yield show.move(slide -> number);
            }
        };
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
