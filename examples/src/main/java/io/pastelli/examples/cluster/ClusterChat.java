package io.pastelli.examples.cluster;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.examples.web.Assets;
import io.pastelli.push.bayeux.Bayeux;
import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.UnavailableException;
import io.pastelli.push.bayeux.extension.Extension;
import io.pastelli.push.bayeux.extension.RateLimit;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Json;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.protocol.Authorizer;
import io.pastelli.push.bayeux.session.Session;
import io.pastelli.router.Router;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The chat, as one node serves it. Sessions, subscriptions and what waits for whom are in the backend, so the next request
 * of a page may come to any node.
 *
 * <p>
 * Pages say {@code {id, who, text}} on {@code /service/say}; it comes to all on {@code /chat/words} with the node it was
 * said {@code through}, and {@code ext.node} is the one that brings it. Each second a node says on {@code /chat/nodes} that
 * it is there.
 */
final class ClusterChat implements AutoCloseable {
    private static final long BEAT = 1000;
    private static final int LONGEST = 2000;

    private final Bayeux bayeux;
    private final String node;
    private final Thread beating;

    ClusterChat(Backend backend, String node) {
        this.node = node;
        bayeux = Bayeux.create(options -> options.withBackend(backend)).extension(new RateLimit(200, 400))
                .extension(new Brought(Json.of(node))).authorizer(new PagesOnly())
                .service("/service/say", call -> say(call.message().data()));
        beating = Thread.startVirtualThread(this::beat);
    }

    Plug plug() {
        var assets = Assets.of(ClusterChat.class, "cluster.html", "cluster.css", "cluster.js");
        return Router.of(r -> {
            r.get("/", assets.page("cluster.html"));
            r.get("/assets/:file", assets.files());
            r.forward("/bayeux", bayeux.plug());
        });
    }

    /** Sends the pages to another node, with the sessions they have. */
    void drain() {
        beating.interrupt();
        bayeux.drain();
    }

    /** Ends it; stop the server first. */
    @Override
    public void close() {
        bayeux.close();
    }

    private Optional<Json> say(Optional<Json> said) {
        Map<String, Object> words = new HashMap<>();
        said.orElse(Json.of(Map.of())).fields().forEach((name, value) -> words.put(name.toString(), value));
        words.put("through", node);
        bayeux.publish("/chat/words", words);
        return Optional.empty();
    }

    private void beat() {
        try {
            while (true) {
                try {
                    bayeux.publish("/chat/nodes", Map.of("node", node));
                } catch (UnavailableException e) {
                    // Redis is away: the next beat
                }
                Thread.sleep(BEAT);
            }
        } catch (InterruptedException e) {
            // it drains
        }
    }

    /** What a page may do: say short things. */
    private static final class PagesOnly implements Authorizer {
        @Override
        public boolean mayPublish(Session session, Message.Publish message, Conn conn) {
            return message.channel().equals("/service/say") && message.data().map(Json::text)
                    .filter(text -> text.startsWith("{") && text.length() <= LONGEST).isPresent();
        }
    }

    /** Notes on each event which node brings it. */
    private record Brought(Json node) implements Extension {
        @Override
        public Optional<Event> outgoing(Event event, Session session, Conn conn) {
            return Optional.of(event.withExt(Map.of("node", node)));
        }
    }
}
