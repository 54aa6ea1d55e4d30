package io.pastelli.push.redis;

import io.pastelli.push.bayeux.backend.Backend.Listener;
import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.backend.Backend.Removed;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/**
 * The sessions this node serves, and the news about them.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
final class Serving {
    private final ConcurrentMap<String, Loans> sessions = new ConcurrentHashMap<>();
    private final Set<String> blocked = ConcurrentHashMap.newKeySet(); // another node has not settled yet
    private final Listener node;

    Serving(Listener node) {
        this.node = node;
    }

    Loans of(String session) {
        return sessions.computeIfAbsent(session, id -> new Loans());
    }

    void forget(String session) {
        sessions.remove(session);
        blocked.remove(session);
    }

    void blocked(String session) {
        blocked.add(session);
    }

    Map<String, Loans> all() {
        return sessions;
    }

    /** Has those that wait for another node look again. */
    void unblock() {
        for (String session : Set.copyOf(blocked)) {
            blocked.remove(session);
            Thread.startVirtualThread(() -> node.waiting(session, false));
        }
    }

    /** Passes on what an answer to a publish says of this node. */
    void published(Answer answer) {
        pairs(answer.inner(4).texts()).forEach(
                pair -> node.dropped(pair.getFirst(), EventText.event(pair.getLast())));
        for (int i = 0; i < answer.inner(5).size(); i++) {
            gone(removed(answer.inner(5).inner(i)));
        }
        answer.inner(2).texts().forEach(session -> node.waiting(session, false));
        answer.inner(3).texts().forEach(session -> node.waiting(session, true));
    }

    void gone(Removed removed) {
        forget(removed.session());
        node.gone(removed);
    }

    /** Passes on what Redis knows better. */
    void checked(Answer answer) {
        answer.inner(1).texts().forEach(session -> ended(session, Reason.EXPIRED));
        answer.inner(2).texts().forEach(session -> node.waiting(session, false));
        pairs(answer.inner(3).texts()).forEach(
                pair -> moved(pair.getFirst(), Long.parseLong(pair.getLast()) - 1));
    }

    /** Passes on what another node says, a line for each session. */
    void heard(String lines) {
        for (String line : lines.split("\n", -1)) {
            int space = line.indexOf(' ');
            String what = line.substring(1, space);
            String session = line.substring(space + 1);
            switch (line.charAt(0)) {
                case 'W' -> node.waiting(session, false);
                case 'L' -> node.waiting(session, true);
                case 'M' -> moved(session, Long.parseLong(what));
                case 'E' -> ended(session, Reason.valueOf(what));
                default -> throw new IllegalStateException("a node of another version: " + line.charAt(0));
            }
        }
    }

    private void moved(String session, long since) {
        Loans loans = sessions.get(session);
        if (loans != null && loans.movedFrom(since)) {
            node.moved(session);
        }
    }

    private void ended(String session, Reason reason) {
        forget(session);
        node.ended(session, reason);
    }

    static Removed removed(Answer parts) {
        return new Removed(parts.text(0), Reason.valueOf(parts.text(1)),
                new HashSet<>(parts.inner(2).texts()),
                new HashSet<>(parts.inner(3).texts()));
    }

    private static List<List<String>> pairs(List<String> texts) {
        return IntStream.range(0, texts.size() / 2)
                .mapToObj(i -> texts.subList(2 * i, 2 * i + 2)).toList();
    }
}
