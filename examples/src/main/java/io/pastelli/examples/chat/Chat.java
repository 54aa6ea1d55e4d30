package io.pastelli.examples.chat;

import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.BodyRead;
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

/** A room: a tab joins by opening its event stream or WebSocket, and has left when that has ended. */
public final class Chat {
    private static final Key<String> NAME = Key.of("name", String.class);
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_TEXT = 1000;
    private static final BodyOptions TEXT = BodyOptions.DEFAULT.withLength(4 * LONGEST_TEXT + 1);

    private Chat() {}

    /** Makes the program with an empty room, on event streams. */
    public static Plug plug() {
        return plug(Transport.SSE);
    }

    /** Makes the program with an empty room. */
    public static Plug plug(Transport transport) {
        var pages = Pages.over(transport);
        var room = new Room(pages);
        var open = pages.open(new Tabs(room));
        var assets = Assets.of(Chat.class, "chat.html", "chat.css", "chat.js");
        return Router.of(r -> {
            r.plug(SameOrigin.plug());
            r.get("/", assets.page("chat.html"));
            r.get("/assets/:file", assets.files());
            r.get("/transport", transport.plug());
            r.get("/events", conn -> open.call(conn.assign(NAME, name(conn))));
            r.post("/messages", conn -> {
                say(room, conn.reqHeader("x-chat-key").orElse(""), text(conn));
                return conn.sendResp(204, "");
            });
        });
    }

    private record Tabs(Room room) implements Visitors {
        @Override
        public void joined(String key, Conn conn) {
            room.joined(key, conn.assigned(NAME).orElse(""));
        }

        @Override
        public void left(String key) {
            room.left(key);
        }

        @Override
        public void asked(String key, String to, String body) {
            say(room, key, body);
        }
    }

    private static void say(Room room, String key, String said) {
        String text = said.strip();
        if (text.length() > LONGEST_TEXT) {
            throw tooLong();
        }
        if (text.isEmpty()) {
            throw new HttpException(400, "the message is empty: write something");
        }
        if (!room.say(key, text)) {
            throw new HttpException(403,
                    "this key belongs to nobody in the room: join first, then use the key"
                            + " of your welcome event as x-chat-key");
        }
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
        if (read instanceof BodyRead.More) {
            throw tooLong();
        }
        return read.bytes().utf8();
    }

    private static HttpException tooLong() {
        return new HttpException(413, "a message has at most " + LONGEST_TEXT + " characters: say it in two");
    }
}
