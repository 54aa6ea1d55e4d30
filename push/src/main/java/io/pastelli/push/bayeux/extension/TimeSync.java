package io.pastelli.push.bayeux.extension;

import io.pastelli.conn.Conn;
import io.pastelli.push.bayeux.message.Json;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.message.Reply;
import io.pastelli.push.bayeux.session.Session;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * CometD's {@code timesync}: lets clients find out how far their clock is from the server's, and how long messages take.
 *
 * @param clock the server's clock
 */
public record TimeSync(Clock clock) implements Extension {
    private static final String NAME = "timesync";
    private static final String RECEIVED = "timesync.received"; // never goes out: replies get their own fields

    /** Makes one by the system's clock. */
    public TimeSync() {
        this(Clock.systemUTC());
    }

    @Override
    public Incoming incoming(Incoming in) {
        if (!in.message().channel().startsWith("/meta/") || !in.message().ext().containsKey(NAME)) {
            return in;
        }
        var ext = new HashMap<>(in.message().ext());
        ext.put(RECEIVED, Json.of(clock.millis()));
        return in.with(in.message().withExt(ext));
    }

    @Override
    public Reply replying(Message message, Reply reply, Optional<Session> session, Conn conn) {
        Json asked = message.ext().get(NAME);
        Json received = message.ext().get(RECEIVED);
        if (asked == null || received == null
                || !(asked.fields().get("tc") instanceof Number client)) {
            return reply;
        }
        long at = received.as(Long.class);
        long expected = client.longValue() + number(asked, "o") + number(asked, "l");
        return reply.withExt(NAME, Map.of("tc", client, "ts", at, "p", clock.millis() - at, "a",
                expected - at));
    }

    private static long number(Json json, String name) {
        return json.fields().get(name) instanceof Number number ? number.longValue() : 0;
    }
}
