package io.pastelli.push.redis;

import io.pastelli.push.bayeux.backend.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Says each second that this node is alive, ends what has expired, and makes up for what was missed while Redis could not
 * be reached: says what is owed, and asks after every session.
 *
 * <p>
 * <b>Threading:</b> a virtual thread of its own; nodes are told on others, so nobody holds it up.
 */
final class Heart implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Heart.class.getName());
    private static final long BEAT = 1000;
    private static final int AT_ONCE = 500;
    private static final int CHECK_EVERY = 15; // beats
    private static final long LAST_WORDS = 500;

    private final Operations operations;
    private final Serving serving;
    private final BiConsumer<String, Loans> settle;
    private final LongSupplier skew;
    private final Thread thread;
    private boolean greeted;
    private int beats;
    private volatile boolean closed;

    Heart(Operations operations, Serving serving, BiConsumer<String, Loans> settle, LongSupplier skew) {
        this.operations = operations;
        this.serving = serving;
        this.settle = settle;
        this.skew = skew;
        this.thread = Thread.ofVirtual().name("redis-heart").start(this::run);
    }

    /** Waits a moment for what is on its way, says what is owed, and that others need not wait. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
            long until = Operations.millis() + LAST_WORDS;
            while (serving.all().values().stream().anyMatch(Loans::open) && Operations.millis() < until) {
                Thread.sleep(10);
            }
            settle();
            operations.beat(Script.QUIT, List.of(), 0);
        } catch (UnavailableException e) {
            LOG.log(System.Logger.Level.DEBUG, "the other nodes find out by themselves", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean away = false;
        while (!closed) {
            try {
                beat();
                if (away) {
                    LOG.log(System.Logger.Level.INFO, "Redis is back");
                }
                away = false;
                Thread.sleep(BEAT);
            } catch (UnavailableException e) {
                if (!away) {
                    LOG.log(System.Logger.Level.WARNING,
                            "Redis cannot be reached: requests wait, then clients are told to try again", e);
                }
                away = true;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "a beat failed", e);
                pause();
            }
        }
    }

    private void beat() {
        long due;
        do {
            long asked = Operations.millis();
            Answer answer = operations.beat(Script.BEAT, List.of(), skew.getAsLong());
            operations.clock(answer.number(2), asked);
            if (greeted && answer.number(1) == 0) {
                operations.shake(); // Redis has lost its memory
            }
            greeted = true;
            due = answer.number(3);
            for (int i = 0; i < answer.inner(4).size(); i++) {
                var removed = Serving.removed(answer.inner(4).inner(i));
                Thread.startVirtualThread(() -> serving.gone(removed));
            }
        } while (due == 100);
        settle();
        serving.unblock();
        if (operations.wasShaken() || ++beats % CHECK_EVERY == 0) {
            check();
        }
    }

    private void settle() {
        for (Map.Entry<String, Loans> each : serving.all().entrySet()) {
            if (each.getValue().owes()) {
                settle.accept(each.getKey(), each.getValue());
            }
        }
    }

    private void check() {
        var all = new ArrayList<>(serving.all().keySet());
        for (int i = 0; i < all.size(); i += AT_ONCE) {
            Answer answer = operations.beat(Script.CHECK,
                    all.subList(i, Math.min(i + AT_ONCE, all.size())),
                    skew.getAsLong());
            Thread.startVirtualThread(() -> serving.checked(answer));
        }
    }

    private void pause() {
        try {
            Thread.sleep(BEAT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
