package io.pastelli.push.bayeux.monitor;

import io.pastelli.push.bayeux.backend.Backend;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Who is in a channel: tells a listener of everybody who comes or goes, with all who are there then.
 *
 * {@snippet :
 * import io.pastelli.push.bayeux.*;
 * import io.pastelli.push.bayeux.monitor.PresenceMonitor;
 *
 * var bayeux = Bayeux.create();
 * bayeux.monitor(new PresenceMonitor((channel, clients) -> {
 *     if (channel.equals("/chat")) {
 *         bayeux.publish("/chat/presence", clients.size());
 *     }
 * }));
 * }
 *
 * <p>
 * It counts on this node what this node is told; {@link Backend#subscribers} is the truth of all nodes.
 *
 * <p>
 * <b>Threading:</b> the listener is called on the monitor's thread, in order.
 */
public final class PresenceMonitor implements Monitor {
    private final Map<String, Set<String>> present = new ConcurrentHashMap<>();
    private final BiConsumer<String, Set<String>> listener;

    /** Makes one that tells the channel, and who is subscribed to exactly it. */
    public PresenceMonitor(BiConsumer<String, Set<String>> listener) {
        this.listener = listener;
    }

    /** Returns who is subscribed to exactly this channel, as a copy. */
    public Set<String> of(String channel) {
        return Set.copyOf(present.getOrDefault(channel, Set.of()));
    }

    @Override
    public void subscribed(String client, String channel, Instant at) {
        present.computeIfAbsent(channel, name -> ConcurrentHashMap.newKeySet()).add(client);
        listener.accept(channel, of(channel));
    }

    @Override
    public void unsubscribed(String client, String channel, Instant at) {
        present.computeIfPresent(channel, (name, clients) -> {
            clients.remove(client);
            return clients.isEmpty() ? null : clients;
        });
        listener.accept(channel, of(channel));
    }
}
