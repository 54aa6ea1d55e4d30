package io.pastelli.push.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * The topics that this node listens to.
 *
 * <p>
 * <b>Threading:</b> any thread. Who listens waits until Redis knows, {@link #ignore} never waits: Redis forgets by itself.
 */
final class Listening {
    private static final int AT_ONCE = 500;

    private static final class Topic {
        private final Object telling = new Object();
        private int listeners; // changed by the map alone
        private boolean told; // guarded by telling
    }

    private final ConcurrentMap<String, Topic> topics = new ConcurrentHashMap<>();
    private final Consumer<List<String>> tell;

    /** Makes an empty one; {@code tell} tells Redis of topics, or throws. */
    Listening(Consumer<List<String>> tell) {
        this.tell = tell;
    }

    void listen(String name) {
        Topic topic = topics.compute(name, (key, known) -> {
            Topic each = known == null ? new Topic() : known;
            each.listeners++;
            return each;
        });
        try {
            synchronized (topic.telling) {
                if (!topic.told) {
                    tell.accept(List.of(name));
                    topic.told = true;
                }
            }
        } catch (RuntimeException e) {
            ignore(name);
            throw e;
        }
    }

    void ignore(String name) {
        topics.computeIfPresent(name, (key, topic) -> --topic.listeners == 0 ? null : topic);
    }

    Collection<String> names() {
        return topics.keySet();
    }

    /** Tells Redis of all of them again. */
    void repeat(Consumer<List<String>> again) {
        var all = new ArrayList<>(names());
        for (int i = 0; i < all.size(); i += AT_ONCE) {
            again.accept(all.subList(i, Math.min(i + AT_ONCE, all.size())));
        }
    }
}
