package io.pastelli.undertow;

import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.Settings;
import io.pastelli.adapter.http1.HeadParser;
import io.pastelli.adapter.http1.TextBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.Option;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * One I/O thread with its tenants, the connections: runs their tasks, keeps their deadlines, lends them a buffer.
 *
 * <p>
 * <b>Threading:</b> any thread may call {@link #execute}, {@link #close} and {@link #pause}; the rest belongs to the I/O
 * thread.
 */
final class Loop implements Executor {
    private static final int SCRATCH = 64 * 1024;
    private static final int FRAMES = 80 * 1024;
    private static final int MOST_KEPT = 64 * 1024;
    private static final long LONGEST_TICK = Duration.ofSeconds(1).toMillis();

    private final XnioIoThread io;
    private final Settings settings;
    private final Receiver receiver;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH);
    private final TextBytes text = new TextBytes(1024, MOST_KEPT);
    private final HeadParser parser;
    private final HeldBack.Spares spares = new HeldBack.Spares();
    private final Set<Tenant> tenants = new HashSet<>();
    private final XnioExecutor.Key sweeper;
    private @Nullable TlsBuffers tls;
    private @Nullable ByteBuffer frames;
    private volatile boolean watches = true;
    private volatile boolean paused;
    private volatile int size;

    Loop(XnioIoThread io, Settings settings, Receiver receiver) {
        this.io = io;
        this.settings = settings;
        this.receiver = receiver;
        this.parser = new HeadParser(settings.limits().headerCount());
        long shortest = Math.min(settings.http2().ping().toMillis(),
                Math.min(settings.timeouts().head().toMillis(), settings.timeouts().idle().toMillis()));
        long tick = Math.clamp(shortest / 8, 10, LONGEST_TICK);
        this.sweeper = io.executeAtInterval(this::sweep, tick, TimeUnit.MILLISECONDS);
    }

    Settings settings() {
        return settings;
    }

    Receiver receiver() {
        return receiver;
    }

    /** Returns a cleared direct buffer for the moment; nobody keeps it past the current task. */
    ByteBuffer scratch() {
        return scratch.clear();
    }

    /** Returns where a head or a chunk is put together; the next one goes to the same place. */
    TextBytes text() {
        return text;
    }

    /** Returns what reads heads. */
    HeadParser parser() {
        return parser;
    }

    /** Returns the arrays for responses that are held back. */
    HeldBack.Spares spares() {
        return spares;
    }

    /** Returns the buffers for TLS. */
    TlsBuffers tls() {
        TlsBuffers buffers = tls;
        if (buffers == null) {
            buffers = new TlsBuffers();
            tls = buffers;
        }
        return buffers;
    }

    /** Returns a cleared buffer with an array for frames that come; it is in use until they are handled. */
    ByteBuffer frames() {
        ByteBuffer buffer = frames;
        if (buffer == null) {
            buffer = ByteBuffer.allocate(FRAMES);
            frames = buffer;
        }
        return buffer.clear();
    }

    boolean paused() {
        return paused;
    }

    /** Tells whether departures are looked for without a write, which the self-test has allowed. */
    boolean watches() {
        return watches;
    }

    void neverWatch() {
        watches = false;
    }

    /** Tells whether the caller is on the I/O thread. */
    boolean isCurrent() {
        return io.equals(Thread.currentThread());
    }

    /** Runs a task on the I/O thread: at once when this is that thread itself. */
    @Override
    public void execute(Runnable task) {
        if (isCurrent()) {
            task.run();
        } else {
            later(task);
        }
    }

    /** Runs a task on the I/O thread after what that does just now. */
    void later(Runnable task) {
        try {
            io.execute(task);
        } catch (RejectedExecutionException e) {
            // the server has stopped and every connection is closed: the task finds that out and fails its completion
            Thread.ofPlatform().daemon().name("pastelli-undertow-late").start(task);
        }
    }

    /** Returns the number of connections. */
    int size() {
        return size;
    }

    void add(Tenant tenant) {
        tenants.add(tenant);
        size = tenants.size();
    }

    void remove(Tenant tenant) {
        tenants.remove(tenant);
        size = tenants.size();
    }

    /**
     * Closes a socket on another thread: XNIO runs a whole {@code selectNow()} for each socket that is closed on its
     * I/O thread, which adds up to seconds when thousands of clients leave at once.
     */
    void closeElsewhere(StreamConnection stream, boolean abort) {
        Runnable task = () -> {
            if (abort) {
                trySet(stream, Options.CLOSE_ABORT, true);
            }
            IoUtils.safeClose(stream);
        };
        try {
            io.getWorker().execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** Sets a socket option; on a socket that has gone meanwhile it does not matter. */
    static <T> void trySet(StreamConnection stream, Option<T> option, T value) {
        try {
            stream.setOption(option, value);
        } catch (IOException e) {
            // the socket is closed: the next read or write tells
        }
    }

    void pause() {
        paused = true;
        execute(() -> List.copyOf(tenants).forEach(Tenant::pause));
    }

    void close() {
        paused = true;
        execute(() -> {
            sweeper.remove();
            List.copyOf(tenants).forEach(Tenant::shutDown);
        });
    }

    private void sweep() {
        long now = System.nanoTime();
        List<Tenant> late = null;
        for (Tenant tenant : tenants) {
            if (tenant.overdue(now)) {
                late = late == null ? new ArrayList<>() : late;
                late.add(tenant);
            }
        }
        if (late != null) {
            late.forEach(Tenant::timedOut);
        }
    }
}
