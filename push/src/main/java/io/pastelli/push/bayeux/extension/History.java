package io.pastelli.push.bayeux.extension;

import io.pastelli.conn.Conn;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Json;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.message.Reply;
import io.pastelli.push.bayeux.session.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps the last events of channels and replays them to who subscribes with {@code ext.history}:
 * <code>{"last": 10}</code>, or <code>{"since": 41}</code> for all that came after the one with this number. Each event
 * goes out with its number in {@code ext.history}.
 *
 * <p>
 * Only channels with an exact name are replayed, not patterns. An event that is published while somebody subscribes
 * comes once, but may come before older ones. What is kept is in the memory of this node.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 */
public final class History implements Extension {
    private static final String NAME = "history";
    private static final int MOST_CHANNELS = 10_000;

    private final int most;
    private final ConcurrentMap<String, ChannelHistory> channels = new ConcurrentHashMap<>();

    /**
     * Makes an empty history of {@code most} events a channel, of at most 10 000 channels.
     *
     * @throws IllegalArgumentException for less than one
     */
    public History(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a history keeps at least one event a channel");
        }
        this.most = most;
    }

    /** Returns the events kept of a channel, oldest first. */
    public List<Event> of(String channel) {
        ChannelHistory kept = channels.get(channel);
        return kept == null ? List.of() : kept.since(0, most);
    }

    @Override
    public Optional<Event> published(Event event) {
        ChannelHistory kept = channels.size() < MOST_CHANNELS
                ? channels.computeIfAbsent(event.channel(), name -> new ChannelHistory(most))
                : channels.get(event.channel());
        return Optional.of(kept == null ? event : kept.add(number -> numbered(event, number)));
    }

    @Override
    public Optional<Event> outgoing(Event event, Session session, Conn conn) {
        Json number = event.ext().get(NAME);
        if (number == null
                || !(session.attributes().get(key(event.channel())) instanceof Replayed replayed)) {
            return Optional.of(event);
        }
        return replayed.first(number.as(Long.class)) ? Optional.of(event) : Optional.empty();
    }

    @Override
    public Reply replying(Message message, Reply reply, Optional<Session> session, Conn conn) {
        Json asked = message.ext().get(NAME);
        if (asked != null && reply.successful() && session.isPresent()
                && message instanceof Message.Subscribe subscribe && subscribe.begin()) {
            subscribe.subscription().ifPresent(channelsAsked -> channelsAsked.channels()
                    .forEach(channel -> replay(channel, asked.fields(), session.get())));
        }
        return reply;
    }

    private void replay(String channel, Map<?, ?> asked, Session session) {
        ChannelHistory kept = channels.get(channel);
        if (kept == null) {
            return;
        }
        session.attributes().computeIfAbsent(key(channel), name -> new Replayed(2 * most));
        long since = asked.get("since") instanceof Number number ? number.longValue() : 0;
        int last = asked.get("last") instanceof Number number
                ? Math.clamp(number.longValue(), 0, most)
                : most;
        session.batch(() -> kept.since(since, last).forEach(session::deliver));
    }

    private static Event numbered(Event event, long number) {
        var ext = new HashMap<>(event.ext());
        ext.put(NAME, Json.of(number));
        return event.withExt(ext);
    }

    private static String key(String channel) {
        return "pastelli.history:" + channel;
    }
}
