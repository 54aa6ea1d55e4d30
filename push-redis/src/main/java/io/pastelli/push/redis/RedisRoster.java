package io.pastelli.push.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pastelli.http.Bytes;
import io.pastelli.push.sse.roster.Roster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected to which node, as this one has heard, and as it has told the others.
 *
 * <p>
 * An entry of this node that Redis does not know, because it was replaced, taken for dead or forgotten, is ended: its
 * client comes back.
 *
 * <p>
 * <b>Threading:</b> what is heard comes one at a time; the rest on any thread.
 */
final class RedisRoster implements Roster {
    private static final int AT_ONCE = 500;

    private final ConcurrentMap<String, Long> everywhere = new ConcurrentHashMap<>(); // changed by what is heard
    private final ConcurrentMap<String, Long> mine = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, String> leaving = new ConcurrentHashMap<>(); // id by ticket, not told yet
    private final RedisLog log;
    private @Nullable Node node;

    RedisRoster(RedisLog log) {
        this.log = log;
    }

    @Override
    public void start(Node told) {
        node = told;
    }

    @Override
    public OptionalLong enter(String id, boolean replace) {
        Answer answer = log.enter(id, replace);
        if (!answer.is("done")) {
            return OptionalLong.empty();
        }
        long ticket = answer.number(1);
        mine.put(id, ticket);
        return OptionalLong.of(ticket);
    }

    @Override
    public void leave(String id, long ticket) {
        mine.remove(id, ticket);
        leaving.put(ticket, id);
        log.wake();
    }

    @Override
    public boolean current(String id, long ticket) {
        return everywhere.getOrDefault(id, 0L) <= ticket;
    }

    @Override
    public boolean send(String id, Bytes event) {
        return log.send(id, event);
    }

    @Override
    public Set<String> ids() {
        return Set.copyOf(everywhere.keySet());
    }

    /** Tells Redis who has left; throws when it cannot be told, and then the next beat tries again. */
    void tellWhoLeft(Operations operations) {
        while (!leaving.isEmpty()) {
            Map<Long, String> some = new HashMap<>();
            leaving.forEach((ticket, id) -> {
                if (some.size() < AT_ONCE) {
                    some.put(ticket, id);
                }
            });
            var arguments = new ArrayList<Object>(List.of(0));
            some.forEach((ticket, id) -> arguments.addAll(List.of(id, ticket)));
            operations.beat(Script.LOG_LEAVE, arguments, 0);
            leaving.keySet().removeAll(some.keySet());
        }
    }

    void heard(boolean present, long ticket, String id) {
        if (present) {
            arrived(id, ticket);
        } else {
            departed(id, ticket);
        }
    }

    /** Makes up for what was missed, by what Redis knew when it had given tickets up to this one. */
    void compare(Answer idsAndNodes, long upTo) {
        Map<String, Long> now = new HashMap<>();
        for (int i = 0; i + 1 < idsAndNodes.size(); i += 2) {
            String at = idsAndNodes.text(i + 1);
            now.put(idsAndNodes.text(i), Long.parseLong(at.substring(at.indexOf(' ') + 1)));
        }
        Map.copyOf(everywhere).forEach((id, ticket) -> {
            if (!now.containsKey(id)) {
                departed(id, ticket);
            }
        });
        now.forEach(this::arrived);
        mine.forEach((id, ticket) -> {
            if (ticket <= upTo && !ticket.equals(now.get(id))) {
                node().ended(id, ticket);
            }
        });
    }

    void orphaned(List<String> ids) {
        ids.forEach(id -> node().orphaned(id));
    }

    /** Passes on what another node has for one that is here: the length of the id, the id, the event. */
    void deliver(Bytes message) {
        byte[] raw = message.toByteArray();
        int space = 0;
        while (raw[space] != ' ') {
            space++;
        }
        int to = space + 1 + Integer.parseInt(new String(raw, 0, space, UTF_8));
        node().deliver(new String(raw, space + 1, to - space - 1, UTF_8), Bytes.of(raw, to, raw.length));
    }

    private void arrived(String id, long ticket) {
        Long known = everywhere.get(id);
        if (known != null && known >= ticket) {
            return;
        }
        everywhere.put(id, ticket);
        if (known != null) {
            node().departed(id);
        }
        node().arrived(id);
        Long own = mine.get(id);
        if (own != null && own < ticket) {
            node().ended(id, own);
        }
    }

    private void departed(String id, long ticket) {
        if (everywhere.remove(id, ticket)) {
            node().departed(id);
        }
        if (Long.valueOf(ticket).equals(mine.get(id))) {
            node().ended(id, ticket);
        }
    }

    private Node node() {
        if (node == null) {
            throw new IllegalStateException("start the roster first");
        }
        return node;
    }
}
