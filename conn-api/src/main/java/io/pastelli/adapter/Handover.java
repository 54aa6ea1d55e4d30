package io.pastelli.adapter;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets an I/O thread do what an owner asks of it as soon as it comes back from running that owner: most often the
 * response. It is cheaper than the I/O thread's queue, and nobody has to wake it.
 *
 * <p>
 * <b>Threading:</b> any thread may {@linkplain #offer offer}, {@link #around} belongs to the I/O thread.
 */
public final class Handover {
    private static final Runnable NOTHING = Handover::nothing;
    private static final int MOST = 8; // then others have their turn

    private final AtomicReference<@Nullable Runnable> asked = new AtomicReference<>();

    /** Makes one on which nobody waits yet. */
    public Handover() {
        // nothing to set
    }

    /** Gives {@code task} to the I/O thread; false when it does not wait for one: its queue is the way then. */
    public boolean offer(Runnable task) {
        return asked.compareAndSet(NOTHING, task);
    }

    /** Runs {@code start}, which may start an owner, and then what was offered meanwhile, and by what that woke. */
    public void around(Runnable start) {
        asked.set(NOTHING);
        start.run();
        for (int left = MOST; left > 0 && !NOTHING.equals(asked.get()); left--) {
            run(asked.getAndSet(NOTHING));
        }
        run(asked.getAndSet(null));
    }

    private static void run(@Nullable Runnable task) {
        if (task != null) {
            task.run();
        }
    }

    private static void nothing() {}
}
