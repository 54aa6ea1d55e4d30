package io.pastelli.conn;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Schedules virtual threads on one I/O thread.
 *
 * <p>
 * <b>Threading:</b> {@link #start} belongs to the I/O thread; {@link #execute} is called from any thread that wakes a
 * virtual one. The two fields of the start are touched by the I/O thread only.
 */
final class IoScheduler implements Executor {
    private final Executor io;
    private final Thread carrier;
    private final ThreadFactory factory;
    private boolean starting;
    private @Nullable Runnable first;

    IoScheduler(Executor io, Thread carrier, MethodHandle builder) {
        this.io = io;
        this.carrier = carrier;
        try {
            this.factory = ((Thread.Builder.OfVirtual) builder.invokeExact((Executor) this)).factory();
        } catch (Throwable e) {
            throw new IllegalStateException("this JVM makes no virtual thread with a scheduler", e);
        }
    }

    @Override
    public void execute(Runnable task) {
        if (carrier.equals(Thread.currentThread()) && starting) {
            first = task; // run below, once the start of the thread is done
        } else {
            later(task);
        }
    }

    private void later(Runnable task) {
        try {
            io.execute(task);
        } catch (RejectedExecutionException e) {
            ForkJoinPool.commonPool().execute(task); // the I/O thread has stopped, the owner still has to end
        }
    }

    void start(Runnable body) {
        starting = true;
        Runnable run;
        try {
            factory.newThread(body).start();
        } finally {
            starting = false;
            run = first;
            first = null;
        }
        if (run != null) {
            run.run();
        }
    }
}
