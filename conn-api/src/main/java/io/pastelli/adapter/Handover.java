package io.pastelli.adapter;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Lets an I/O thread do what an owner asks of it as soon as it comes back from running that owner: most often the
 * response. It is cheaper than the I/O thread's queue, and nobody has to wake it. What cannot wait for it takes the queue,
 * and all that follows stays behind that.
 *
 * <p>
 * <b>Threading:</b> any thread may ask, {@link #around} belongs to the I/O thread.
 */
public final class Handover {
    private static final Runnable NOTHING = Handover::nothing;
    private static final int MOST = 8; // then others have their turn
    private static final AtomicReferenceFieldUpdater<Handover, @Nullable Runnable> ASKED = AtomicReferenceFieldUpdater
            .newUpdater(Handover.class, Runnable.class, "asked");
    private static final AtomicIntegerFieldUpdater<Handover> QUEUED = AtomicIntegerFieldUpdater
            .newUpdater(Handover.class, "queued");

    private volatile @Nullable Runnable asked; // null while nobody comes back for it
    private volatile int queued;

    /** Makes one for which nobody comes back yet. */
    public Handover() {
        // nothing to set
    }

    /** Has {@code task} done by the I/O thread when it comes back, or by way of its queue. */
    public void ask(Runnable task, Executor queue) {
        if (queued > 0 || !ASKED.compareAndSet(this, NOTHING, task)) {
            askLater(task, queue);
        }
    }

    /** Has {@code task} done by way of the queue. */
    public void askLater(Runnable task, Executor queue) {
        QUEUED.incrementAndGet(this);
        queue.execute(() -> {
            QUEUED.decrementAndGet(this);
            task.run();
        });
    }

    /** Runs {@code start}, which may run an owner, and then what was asked meanwhile, and by what that woke. */
    public void around(Runnable start) {
        asked = NOTHING;
        start.run();
        for (int left = MOST; left > 0 && !NOTHING.equals(asked); left--) {
            run(ASKED.getAndSet(this, NOTHING));
        }
        run(ASKED.getAndSet(this, null));
    }

    private static void run(@Nullable Runnable task) {
        if (task != null) {
            task.run();
        }
    }

    private static void nothing() {}
}
