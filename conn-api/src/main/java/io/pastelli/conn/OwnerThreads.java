package io.pastelli.conn;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Starts owners' virtual threads.
 *
 * <p>
 * Where the JVM was opened ({@code --add-opens java.base/java.lang=ALL-UNNAMED}), a virtual thread is scheduled by the
 * I/O thread that read its request and runs there at once, up to the first block: no thread is crossed. Otherwise the
 * JVM's own scheduler serves. A handler that burns CPU holds up its I/O thread in the first case.
 *
 * <p>
 * <b>Threading:</b> {@link #start} runs on I/O threads; the schedulers are one per I/O thread.
 */
final class OwnerThreads {
    private final @Nullable MethodHandle builder;
    @SuppressWarnings("ThreadLocalUsage") // belongs to one server and goes with it
    private final ThreadLocal<@Nullable IoScheduler> schedulers = new ThreadLocal<>();

    private OwnerThreads(@Nullable MethodHandle builder) {
        this.builder = builder;
    }

    /** Returns threads scheduled by the I/O threads where the JVM allows it, ordinary ones otherwise. */
    static OwnerThreads best() {
        try {
            // JDK 25 has no public way to give a virtual thread a scheduler; the JVM has to be opened for this one
            Class<?> type = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
            var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            return new OwnerThreads(
                    lookup.findConstructor(type, MethodType.methodType(void.class, Executor.class))
                            .asType(MethodType.methodType(Thread.Builder.OfVirtual.class, Executor.class)));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return new OwnerThreads(null);
        }
    }

    /** Tells whether I/O threads schedule the owners. */
    boolean onIoThread() {
        return builder != null;
    }

    /**
     * Runs {@code body} on a new virtual thread.
     *
     * @return whether the thread has run up to its first block already
     */
    boolean start(Executor io, Runnable body) {
        MethodHandle make = builder;
        if (make == null || Thread.currentThread().isVirtual()) {
            Thread.startVirtualThread(body);
            return false;
        }
        IoScheduler scheduler = schedulers.get();
        if (scheduler == null) {
            scheduler = new IoScheduler(io, Thread.currentThread(), make);
            schedulers.set(scheduler);
        }
        scheduler.start(body);
        return true;
    }
}
