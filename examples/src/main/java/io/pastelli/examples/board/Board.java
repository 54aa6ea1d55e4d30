package io.pastelli.examples.board;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.examples.web.Assets;
import io.pastelli.push.bayeux.Bayeux;
import io.pastelli.push.bayeux.extension.History;
import io.pastelli.push.bayeux.extension.RateLimit;
import io.pastelli.push.bayeux.message.Json;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.monitor.PresenceMonitor;
import io.pastelli.push.bayeux.protocol.Authorizer;
import io.pastelli.push.bayeux.session.Session;
import io.pastelli.router.Router;
import java.util.Map;

/**
 * A board: pages draw and talk on it with Faye's client, and whatever else speaks Bayeux may join in.
 *
 * <p>
 * Strokes are on {@code /board/strokes}, words on {@code /board/words}; who comes later sees the last 50 words. How many
 * are there is published on {@code /board/present}.
 */
public final class Board {
    private static final int LONGEST = 4000;
    private static final int STROKES_A_SECOND = 40;

    private Board() {}

    /** Makes the program with an empty board. */
    public static Plug plug() {
        return plug(Bayeux.create());
    }

    static Plug plug(Bayeux bayeux) {
        bayeux.extension(new RateLimit(STROKES_A_SECOND, 4 * STROKES_A_SECOND)).extension(new History(50))
                .authorizer(new PagesOnly()).monitor(new PresenceMonitor((channel, clients) -> {
                    if (channel.equals("/board/words")) {
                        bayeux.publish("/board/present", Map.of("count", clients.size()));
                    }
                }));
        var assets = Assets.of(Board.class, "board.html", "board.css", "board.js");
        return Router.of(r -> {
            r.get("/", assets.page("board.html"));
            r.get("/assets/:file", assets.files());
            r.forward("/bayeux", bayeux.plug());
        });
    }

    /** Pages say short things on the two channels that are for them. */
    private static final class PagesOnly implements Authorizer {
        @Override
        public boolean mayPublish(Session session, Message.Publish message, Conn conn) {
            boolean known = message.channel().equals("/board/words")
                    || message.channel().equals("/board/strokes");
            return known
                    && message.data().map(Json::text).filter(text -> text.length() <= LONGEST).isPresent();
        }
    }
}
