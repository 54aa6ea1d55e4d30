package io.pastelli.push.sse;

import static java.lang.System.Logger.Level.WARNING;

import io.pastelli.owner.Exit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells who came and went: for one id in order, one at a time; ids do not wait for each other.
 *
 * <p>
 * <b>Threading:</b> any thread posts and none waits; an id with something to tell has one virtual thread for as long.
 */
final class Presence {
    private static final System.Logger LOG = System.getLogger(Presence.class.getName());

    private final Consumer<String> settle;
    private final List<JoinListener> joins = new CopyOnWriteArrayList<>();
    private final List<LeaveListener> leaves = new CopyOnWriteArrayList<>();
    private final List<PresenceListener> changes = new CopyOnWriteArrayList<>();
    // an id is here while its thread runs; the queue is touched under the map's lock only
    private final ConcurrentMap<String, Queue<News>> news = new ConcurrentHashMap<>();

    /**
     * Makes the teller.
     *
     * @param settle returns once the change of an id that is being made is made: news are posted in the midst of it, and
     *        who is told looks for its outcome
     */
    Presence(Consumer<String> settle) {
        this.settle = settle;
    }

    private sealed interface News {
        record Joined(Connection connection) implements News {}

        record Left(Exit exit) implements News {}

        record Changed(boolean present) implements News {}
    }

    void onJoin(JoinListener listener) {
        joins.add(listener);
    }

    void onLeave(LeaveListener listener) {
        leaves.add(listener);
    }

    void onPresence(PresenceListener listener) {
        changes.add(listener);
    }

    /** Tells who is connected on any node. */
    void changed(String id, boolean present) {
        if (!changes.isEmpty()) {
            post(id, new News.Changed(present));
        }
    }

    void joined(Connection connection) {
        if (!joins.isEmpty()) {
            post(connection.id(), new News.Joined(connection));
        }
    }

    void left(String id, Exit exit) {
        if (!leaves.isEmpty()) {
            post(id, new News.Left(exit));
        }
    }

    /** Returns for how many ids there is something to tell. */
    int busy() {
        return news.size();
    }

    private void post(String id, News item) {
        news.compute(id, (key, running) -> {
            if (running != null) {
                running.add(item);
                return running;
            }
            Queue<News> first = new ArrayDeque<>(2);
            first.add(item);
            Thread.ofVirtual().name("pastelli-presence").start(() -> run(id));
            return first;
        });
    }

    private void run(String id) {
        var next = new ArrayDeque<News>(2);
        for (;;) {
            // an empty queue ends the thread and its entry in one step, so nothing is left behind
            news.computeIfPresent(id, (key, queue) -> {
                if (queue.isEmpty()) {
                    return null;
                }
                next.addAll(queue);
                queue.clear();
                return queue;
            });
            if (next.isEmpty()) {
                return;
            }
            settle.accept(id);
            while (!next.isEmpty()) {
                tell(id, next.remove());
            }
        }
    }

    private void tell(String id, News item) {
        switch (item) {
            case News.Joined(Connection connection) ->
                joins.forEach(listener -> guarded(() -> listener.joined(id, connection)));
            case News.Left(Exit exit) -> leaves.forEach(listener -> guarded(() -> listener.left(id, exit)));
            case News.Changed(boolean present) ->
                changes.forEach(listener -> guarded(() -> listener.changed(id, present)));
        }
    }

    private interface Call {
        void run() throws Exception;
    }

    private static void guarded(Call call) {
        try {
            call.run();
        } catch (Exception e) {
            LOG.log(WARNING, "a presence callback failed; the others are told all the same", e);
        }
    }
}
