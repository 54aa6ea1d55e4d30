package io.pastelli.push.redis;

import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An event as one string: its parts, each with its length before it. */
final class EventText {
    private static final int LAZY = 1;
    private static final int ANSWER = 2;
    private static final int ID = 4;
    private static final int PUBLISHER = 8;

    private final String text;
    private int at;

    private EventText(String text) {
        this.text = text;
    }

    static String of(Event event) {
        int flags = (event.lazy() ? LAZY : 0) | (event.answer() ? ANSWER : 0)
                | (event.id().isPresent() ? ID : 0)
                | (event.publisher().isPresent() ? PUBLISHER : 0);
        var out = new StringBuilder(64 + event.data().text().length());
        put(out, String.valueOf(flags));
        put(out, event.channel());
        put(out, event.data().text());
        event.id().ifPresent(id -> put(out, id.text()));
        event.publisher().ifPresent(publisher -> put(out, publisher));
        event.ext().forEach((name, value) -> {
            put(out, name);
            put(out, value.text());
        });
        return out.toString();
    }

    static Event event(String text) {
        return new EventText(text).read();
    }

    private Event read() {
        int flags = Integer.parseInt(next());
        var event = Event.of(next(), new Json(next()));
        Optional<Json> id = (flags & ID) == 0 ? Optional.empty() : Optional.of(new Json(next()));
        if ((flags & PUBLISHER) != 0) {
            event = event.withPublisher(Optional.of(next()));
        }
        Map<String, Json> ext = new HashMap<>();
        while (at < text.length()) {
            ext.put(next(), new Json(next()));
        }
        event = ext.isEmpty() ? event : event.withExt(ext);
        event = (flags & ANSWER) != 0 ? event.answering(id) : id.map(event::withId).orElse(event);
        return (flags & LAZY) != 0 ? event.lazily() : event;
    }

    private String next() {
        int colon = text.indexOf(':', at);
        int from = colon + 1;
        at = from + Integer.parseInt(text, at, colon, 10);
        return text.substring(from, at);
    }

    private static void put(StringBuilder out, String part) {
        out.append(part.length()).append(':').append(part);
    }
}
