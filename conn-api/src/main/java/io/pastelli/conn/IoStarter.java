package io.pastelli.conn;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs the first steps of virtual threads on one I/O thread, and all others where the JVM runs them.
 *
 * <p>
 * <b>Threading:</b> {@link #start} belongs to the I/O thread; {@link #execute} is called from any thread that wakes a
 * virtual one. The two fields of the start are touched by the I/O thread only.
 */
final class IoStarter implements Executor {
    private final Thread carrier;
    private final Executor scheduler;
    private final ThreadFactory factory;
    private boolean starting;
    private @Nullable Runnable first;

    IoStarter(Thread carrier, OwnerThreads.Opened jvm) {
        this.carrier = carrier;
        this.scheduler = jvm.scheduler();
        try {
            this.factory = ((Thread.Builder.OfVirtual) jvm.builder().invokeExact((Executor) this)).factory();
        } catch (Throwable e) {
            throw new IllegalStateException("this JVM makes no virtual thread with a scheduler", e);
        }
    }

    @Override
    public void execute(Runnable step) {
        if (carrier.equals(Thread.currentThread()) && starting) {
            first = step; // run below, once the start of the thread is done
        } else {
            scheduler.execute(step);
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
