package io.pastelli.conn;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs the first steps of virtual threads on one I/O thread, and all others where the JVM runs them.
 *
 * <p>
 * The thread it has started last is also resumed here, a few times, when it waits for no more than a write that the I/O
 * thread itself has done: most writes are taken at once, and who only answers need not change threads for it.
 *
 * <p>
 * <b>Threading:</b> {@link #start} and {@link #wake} belong to the I/O thread; {@link #execute} is called from any thread
 * that wakes a virtual one. The fields are touched by the I/O thread only.
 */
final class IoStarter implements Executor {
    private static final int MOST_WAKES = 8;

    private final Thread carrier;
    private final Executor scheduler;
    private final ThreadFactory factory;
    private boolean catching;
    private @Nullable Runnable caught;
    private @Nullable Thread latest;
    private int wakes;

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
        if (carrier.equals(Thread.currentThread()) && catching) {
            caught = step; // run below, once the JVM has done with it
        } else {
            scheduler.execute(step);
        }
    }

    Thread unstarted(Runnable body) {
        return factory.newThread(body);
    }

    void start(Thread thread) {
        latest = thread;
        wakes = 0;
        catching = true;
        try {
            thread.start();
        } finally {
            catching = false;
            runCaught();
        }
    }

    /** Unparks {@code thread}, here if it is the latest. */
    void wake(Thread thread) {
        catching = thread.equals(latest) && ++wakes <= MOST_WAKES;
        LockSupport.unpark(thread);
        catching = false;
        runCaught();
    }

    private void runCaught() {
        Runnable step = caught;
        caught = null;
        if (step != null) {
            step.run();
        }
    }
}
