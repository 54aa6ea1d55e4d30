package io.pastelli.push.bayeux.message;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes messages as JSON; only fields that are there. */
final class Wire {
    private final StringBuilder out;
    private boolean first = true;

    private Wire(int size) {
        out = new StringBuilder(size).append('{');
    }

    static String text(Event event) {
        var wire = new Wire(event.data().text().length() + 64);
        wire.string("channel", event.channel());
        wire.raw("data", event.data().text());
        if (event.answer()) {
            wire.raw("successful", "true"); // CometD's remoteCall asks for it
        }
        event.id().ifPresent(id -> wire.raw("id", id.text()));
        wire.ext(event.ext());
        return wire.end();
    }

    static String text(Reply reply, Dialect dialect) {
        var wire = new Wire(160);
        wire.string("channel", reply.channel());
        wire.raw("successful", String.valueOf(reply.successful()));
        reply.id().ifPresent(id -> wire.raw("id", id.text()));
        reply.clientId().ifPresent(client -> wire.string("clientId", client));
        switch (reply.details()) {
            case Reply.Details.OfHandshake handshake -> {
                wire.string("version", "1.0");
                wire.raw("supportedConnectionTypes", array(handshake.connectionTypes()));
            }
            case Reply.Details.OfSubscription asked -> {
                List<String> channels = asked.subscriptions().channels();
                wire.raw("subscription",
                        asked.subscriptions().array() ? array(channels) : quoted(channels.getFirst()));
            }
            case Reply.Details.None none -> {
            }
        }
        reply.error().ifPresent(error -> wire.string("error", error.text(dialect)));
        reply.advice().ifPresent(advice -> wire.raw("advice", text(advice)));
        wire.ext(reply.ext());
        return wire.end();
    }

    private static String text(Advice advice) {
        var wire = new Wire(64);
        advice.reconnect().ifPresent(reconnect -> wire.string("reconnect", reconnect.word()));
        advice.interval().ifPresent(time -> wire.raw("interval", String.valueOf(time.toMillis())));
        advice.timeout().ifPresent(time -> wire.raw("timeout", String.valueOf(time.toMillis())));
        if (!advice.hosts().isEmpty()) {
            wire.raw("hosts", array(advice.hosts()));
        }
        return wire.end();
    }

    private void ext(Map<String, Json> ext) {
        if (!ext.isEmpty()) {
            var inner = new Wire(48);
            ext.forEach((name, value) -> inner.raw(name, value.text()));
            raw("ext", inner.end());
        }
    }

    private void string(String name, String value) {
        raw(name, quoted(value));
    }

    private void raw(String name, String json) {
        if (!first) {
            out.append(',');
        }
        first = false;
        quote(name, out);
        out.append(':').append(json);
    }

    private String end() {
        return out.append('}').toString();
    }

    private static String array(Collection<String> strings) {
        var out = new StringBuilder("[");
        for (String each : strings) {
            if (out.length() > 1) {
                out.append(',');
            }
            quote(each, out);
        }
        return out.append(']').toString();
    }

    private static String quoted(String text) {
        var out = new StringBuilder(text.length() + 2);
        quote(text, out);
        return out.toString();
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x2028 || c == 0x2029) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
