package io.pastelli.conn;

import io.pastelli.owner.Starter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Starts owners' virtual threads.
 *
 * <p>
 * Where the JVM was opened ({@code --add-opens java.base/java.lang=ALL-UNNAMED}), a virtual thread runs on the I/O
 * thread that read its request, at once, up to its first block: a request that is answered without blocking crosses no
 * thread. From then on, but for what {@link IoStarter} says, and in a JVM that was not opened from the start, the JVM's
 * own scheduler serves. It must not be the I/O thread that goes on: one that waits for a lock behind a virtual thread
 * which only it could run waits for ever.
 *
 * <p>
 * <b>Threading:</b> {@link #start} and {@link #wake} run on I/O threads; the starters are one per I/O thread.
 */
final class OwnerThreads implements Starter {
    private final @Nullable Opened opened;
    @SuppressWarnings("ThreadLocalUsage") // belongs to one server and goes with it
    private final ThreadLocal<@Nullable IoStarter> starters = new ThreadLocal<>();

    private OwnerThreads(@Nullable Opened opened) {
        this.opened = opened;
    }

    /** What an opened JVM gives: threads with a scheduler of our choice, and its own scheduler for us to choose. */
    record Opened(MethodHandle builder, Executor scheduler) {}

    /** Returns threads started by the I/O threads where the JVM allows it, ordinary ones otherwise. */
    static OwnerThreads best() {
        try {
            // JDK 25 has no public way to give a virtual thread a scheduler
            Class<?> type = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
            MethodHandle builder = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findConstructor(type, MethodType.methodType(void.class, Executor.class))
                    .asType(MethodType.methodType(Thread.Builder.OfVirtual.class, Executor.class));
            Field scheduler = Class.forName("java.lang.VirtualThread").getDeclaredField("DEFAULT_SCHEDULER");
            scheduler.setAccessible(true);
            return new OwnerThreads(
                    scheduler.get(null) instanceof Executor own ? new Opened(builder, own) : null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return new OwnerThreads(null);
        }
    }

    /** Tells whether I/O threads start the owners. */
    boolean onIoThread() {
        return opened != null;
    }

    /**
     * Runs {@code body} on a new virtual thread.
     *
     * @return whether the thread has run up to its first block already
     */
    boolean start(Runnable body) {
        IoStarter here = here();
        if (here == null) {
            Thread.startVirtualThread(body);
            return false;
        }
        here.start(here.unstarted(body));
        return true;
    }

    @Override
    public Thread unstarted(Runnable body) {
        IoStarter here = here();
        return here == null ? Thread.ofVirtual().unstarted(body) : here.unstarted(body);
    }

    @Override
    public void start(Thread thread) {
        IoStarter here = here();
        if (here == null) {
            thread.start();
        } else {
            here.start(thread);
        }
    }

    /** Unparks a thread whose write is done; on an I/O thread the one that was started last may go on at once. */
    void wake(Thread thread) {
        IoStarter here = here();
        if (here == null) {
            LockSupport.unpark(thread);
        } else {
            here.wake(thread);
        }
    }

    private @Nullable IoStarter here() {
        Opened jvm = opened;
        if (jvm == null || Thread.currentThread().isVirtual()) {
            return null;
        }
        IoStarter starter = starters.get();
        if (starter == null) {
            starter = new IoStarter(Thread.currentThread(), jvm);
            starters.set(starter);
        }
        return starter;
    }
}
