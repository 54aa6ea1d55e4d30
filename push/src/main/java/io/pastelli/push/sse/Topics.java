package io.pastelli.push.sse;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The members of each topic; a topic without members does not exist. Any thread may call any method. */
final class Topics {
    private final ConcurrentMap<String, Set<Connection>> members = new ConcurrentHashMap<>();

    void add(String topic, Connection member) {
        members.compute(topic, (name, known) -> {
            Set<Connection> set = known == null ? ConcurrentHashMap.newKeySet(2) : known;
            set.add(member);
            return set;
        });
    }

    void remove(String topic, Connection member) {
        members.computeIfPresent(topic, (name, known) -> {
            known.remove(member);
            return known.isEmpty() ? null : known;
        });
    }

    /** Returns the members as they come and go. */
    Collection<Connection> of(String topic) {
        return members.getOrDefault(topic, Set.of());
    }

    Set<String> names() {
        return Set.copyOf(members.keySet());
    }
}
