package io.pastelli.push.redis;

import io.pastelli.push.bayeux.backend.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Looks after mailboxes each second: ends what is over, and asks after those that this node listens to, for others may
 * push without saying so.
 *
 * <p>
 * <b>Threading:</b> a virtual thread of its own; {@link #listen} and {@link #ignore} on any.
 */
final class Rounds implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Rounds.class.getName());
    private static final long OFTEN = 1000;
    private static final int AT_ONCE = 500;
    private static final int SAY_AGAIN = 20; // rounds

    private final ConcurrentMap<String, Integer> listening = new ConcurrentHashMap<>();
    private final Operations operations;
    private final RedisStore store;
    private final Consumer<String> waiting;
    private final String lists;
    private final LongSupplier skew;
    private final Thread thread;
    private int rounds;
    private volatile boolean closed;

    Rounds(Operations operations, RedisStore store, Consumer<String> waiting, String lists,
            LongSupplier skew) {
        this.operations = operations;
        this.store = store;
        this.waiting = waiting;
        this.lists = lists;
        this.skew = skew;
        this.thread = Thread.ofVirtual().name("redis-rounds").start(this::run);
    }

    void listen(String name) {
        if (listening.merge(name, 1, Integer::sum) == 1) {
            try {
                var arguments = new ArrayList<>(store.head("", ""));
                arguments.addAll(List.of(1, name, lists + name));
                operations.run(Script.BOX_LISTEN, arguments, skew.getAsLong());
            } catch (UnavailableException e) {
                operations.shake(); // the next round says so
            }
        }
    }

    /** The node is told a little longer than it wants: others forget it in a minute. */
    void ignore(String name) {
        listening.computeIfPresent(name, (key, times) -> times == 1 ? null : Integer.valueOf(times - 1));
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
            operations.beat(Script.QUIT, List.of(), 0);
        } catch (UnavailableException e) {
            LOG.log(System.Logger.Level.DEBUG, "what is left of this node ends by itself", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean away = false;
        while (!closed) {
            try {
                round();
                away = false;
                Thread.sleep(OFTEN);
            } catch (UnavailableException e) {
                if (!away) {
                    LOG.log(System.Logger.Level.WARNING,
                            "Redis cannot be reached: who waits for a message goes on waiting", e);
                }
                away = true;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "a round failed", e);
                pause();
            }
        }
    }

    private void round() {
        long due;
        do {
            long asked = Operations.millis();
            Answer answer = operations.beat(Script.BOX_TIDY, store.head("", lists), skew.getAsLong());
            operations.clock(answer.number(1), asked);
            due = answer.number(2);
            for (Answer box : answer.inner(3).inners()) {
                String name = box.text(0);
                Thread.startVirtualThread(
                        () -> store.happened(name, box.number(1) == 1, box.inner(2).texts()));
            }
        } while (due == 100);
        boolean again = operations.wasShaken() || ++rounds % SAY_AGAIN == 0;
        var names = new ArrayList<>(listening.keySet());
        for (int i = 0; i < names.size(); i += AT_ONCE) {
            var arguments = new ArrayList<>(store.head("", ""));
            arguments.add(again ? 1 : 0);
            names.subList(i, Math.min(i + AT_ONCE, names.size()))
                    .forEach(name -> arguments.addAll(List.of(name, lists + name)));
            operations.beat(Script.BOX_LISTEN, arguments, skew.getAsLong()).inner(1).texts()
                    .forEach(name -> Thread.startVirtualThread(() -> waiting.accept(name)));
        }
    }

    private void pause() {
        try {
            Thread.sleep(OFTEN);
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
