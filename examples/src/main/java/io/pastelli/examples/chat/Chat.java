package io.pastelli.examples.chat;

import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.BodyRead;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Key;
import io.pastelli.conn.Plug;
import io.pastelli.examples.web.Assets;
import io.pastelli.examples.web.Live;
import io.pastelli.examples.web.SameOrigin;
import io.pastelli.http.HttpException;
import io.pastelli.push.sse.Connections;
import io.pastelli.router.Router;
import java.util.UUID;

/** A room: a tab joins by opening its event stream, speaks by POST, and has left when its stream has ended. */
public final class Chat {
    private static final Key<String> NAME = Key.of("name", String.class);
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_TEXT = 1000;
    private static final BodyOptions TEXT = BodyOptions.DEFAULT.withLength(4 * LONGEST_TEXT + 1);

    private Chat() {}

    /** Makes the program with an empty room. */
    public static Plug plug() {
        var connections = new Connections();
        var room = new Room(connections);
        connections
                .onJoin((key, connection) -> room.joined(key, connection.stream().assigned(NAME).orElse("")));
        connections.onLeave((key, exit) -> room.left(key));
        var assets = Assets.of(Chat.class, "chat.html", "chat.css", "chat.js");
        return Router.of(r -> {
            r.plug(SameOrigin.plug());
            r.get("/", assets.page("chat.html"));
            r.get("/assets/:file", assets.files());
            r.stream("/events", conn -> Live.frame(conn).assign(NAME, name(conn)), stream -> {
                connections.register(UUID.randomUUID().toString(), stream);
                return stream;
            });
            r.post("/messages", conn -> {
                String key = conn.reqHeader("x-chat-key").orElse("");
                if (!room.say(key, text(conn))) {
                    throw new HttpException(403,
                            "this key belongs to nobody in the room: join first, then use the key"
                                    + " of your welcome event as x-chat-key");
                }
                return conn.sendResp(204, "");
            });
        });
    }

    private static String name(Conn conn) {
        String name = conn.queryParam("name").orElse("").strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new HttpException(400, "say who you are: ?name= with 1 to " + LONGEST_NAME + " characters");
        }
        return name;
    }

    private static String text(Conn conn) {
        BodyRead read = conn.readBody(TEXT);
        String text = read.bytes().utf8().strip();
        if (read instanceof BodyRead.More || text.length() > LONGEST_TEXT) {
            throw new HttpException(413,
                    "a message has at most " + LONGEST_TEXT + " characters: say it in two");
        }
        if (text.isEmpty()) {
            throw new HttpException(400, "the message is empty: write something");
        }
        return text;
    }
}
