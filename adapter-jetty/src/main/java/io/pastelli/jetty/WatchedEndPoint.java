package io.pastelli.jetty;

import io.pastelli.adapter.Peer;
import io.pastelli.adapter.Refusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that sees its client leave while nobody reads.
 *
 * <p>
 * Jetty stops selecting for reads while a request is handled. This end point goes on: bytes that come early are kept,
 * bounded, for Jetty's own next read, and an end is told at once. Jetty's fill interest is never touched, so there is
 * nothing to release before a response completes. Behind a full read-ahead it is blind until somebody reads.
 *
 * <pre>
 *   OFF ──watch──▶ WATCHING ──end──▶ OFF      (told once)
 *    ▲                 │
 *    └────unwatch──────┘        any ──linger──▶ LINGERING ──end──▶ OFF
 * </pre>
 *
 * <p>
 * <b>Threading:</b> any thread; {@link #onSelected} is the selector's. Watchers are told without a lock held.
 */
final class WatchedEndPoint extends SocketChannelEndPoint {
    /** Told that the client's side ended; on an I/O thread, never blocking. */
    interface Watcher {
        void ended(Ending ending);
    }

    private enum Mode {
        OFF, WATCHING, LINGERING
    }

    private static final Watcher NOBODY = ending -> {};

    private final Context context;
    private final ReadAhead input;
    private volatile ReadAhead top;
    private final Progress progress = new Progress();
    private final Object lock = new Object();
    private Watcher watcher = NOBODY; // guarded by lock, as is every change of mode
    private final boolean secured;
    private volatile Served served;
    private volatile Mode mode = Mode.OFF;
    private volatile boolean armed;
    private volatile SelectionKey key;
    private volatile boolean flushed = true;
    private volatile @Nullable FileTail tail;

    WatchedEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler,
            Context context) {
        super(channel, selector, key, scheduler);
        this.context = context;
        this.key = key;
        this.input = new ReadAhead(channel::read, readAhead());
        this.top = input;
        this.secured = context.settings().tls().isPresent();
        this.served = new Nothing();
    }

    Progress progress() {
        return progress;
    }

    /** Returns the most bytes that are read ahead. */
    int readAhead() {
        return context.settings().limits().pipelined();
    }

    /** Says that TLS is spoken: {@code decrypted} is what the watch looks into. */
    void above(ReadAhead decrypted) {
        top = decrypted;
    }

    /** Says who answers on this connection. */
    void served(Served by) {
        served = by;
    }

    Served served() {
        return served;
    }

    Peer peer() {
        return new Peer(inet(getRemoteSocketAddress()), inet(getLocalSocketAddress()));
    }

    Ending ending() {
        Ending raw = input.ending();
        return raw == Ending.NONE ? top.ending() : raw;
    }

    /** Tells {@code who} of the end, once, from now on; at once when it has been seen already. */
    void watch(Watcher who) {
        synchronized (lock) {
            if (mode != Mode.OFF) {
                return;
            }
            mode = Mode.WATCHING;
            watcher = who;
        }
        if (ending() != Ending.NONE || !isOpen()) {
            tell();
        } else if (context.watching() && !top.full()) {
            arm();
        }
    }

    /** Tells {@code who} no more. */
    void unwatch(Watcher who) {
        if (mode != Mode.WATCHING) {
            return; // the watch looks again when it has begun
        }
        synchronized (lock) {
            if (mode == Mode.WATCHING && watcher.equals(who)) {
                mode = Mode.OFF;
                watcher = NOBODY;
            }
        }
    }

    /** Looks for the end now, on this thread. */
    void look() {
        top.look();
        if (ending() != Ending.NONE) {
            tell();
        }
    }

    /** Writes to this end point, or above it. */
    interface Out {
        void write(Callback callback, ByteBuffer... parts);
    }

    /** Writes an answer that no plug gives to {@code out}, and closes; only once. */
    void refuse(Out out, Refusal refusal) {
        if (progress.closing()) {
            out.write(Callback.from(() -> linger(this::close), this::close),
                    ByteBuffer.wrap(refusal.bytes()));
        }
    }

    /**
     * Says FIN and discards what still comes, until the client closes or time is over: a socket closed over unread bytes
     * would reset the connection and take the response's tail with it (RFC 9112 section 9.6).
     */
    void linger(Runnable then) {
        synchronized (lock) {
            mode = Mode.LINGERING;
            watcher = ending -> then.run();
        }
        progress.closing();
        shutdownOutput();
        input.discard();
        if (input.ending() != Ending.NONE || !isOpen()) {
            tell();
        } else {
            arm();
        }
    }

    /** Makes the coming close a reset. */
    void resetOnClose() {
        try {
            getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException closed) {
            // then it is closed already
        }
    }

    @Override
    public int fill(@Nullable ByteBuffer buffer) {
        if (isInputShutdown() || buffer == null) {
            return -1;
        }
        int position = BufferUtil.flipToFill(buffer);
        int count;
        try {
            count = input.read(buffer);
        } finally {
            BufferUtil.flipToFlush(buffer, position);
        }
        if (!secured) {
            progress.filled(count); // with TLS it is the handshake, or encrypted
        }
        if (count > 0) {
            notIdle();
            if (mode == Mode.WATCHING && !armed && context.watching()) {
                arm(); // there is room again
            }
        } else if (count < 0) {
            shutdownInput();
            if (mode != Mode.OFF) {
                run(this::tell); // not here: this thread is in the middle of a read
            }
        }
        return count;
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        flushed = false;
        boolean all = (buffers.length == 1 ? flush(buffers[0]) : super.flush(buffers)) && flushTail();
        flushed = all;
        return all;
    }

    private boolean flushTail() throws IOException {
        FileTail file = tail;
        if (file != null && !file.all() && file.flush(getChannel()) > 0) {
            notIdle();
        }
        return file == null || file.all();
    }

    /** Writes one buffer, which costs less than to gather it. */
    private boolean flush(ByteBuffer buffer) throws IOException {
        try {
            if (getChannel().write(buffer) > 0) {
                notIdle();
            }
            return !buffer.hasRemaining();
        } catch (IOException e) {
            throw new EofException(e);
        }
    }

    /** Tells whether the socket has taken all that it was given. */
    boolean flushed() {
        return flushed;
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        super.write(new WholeWrite(callback, buffers, () -> true), buffers);
    }

    /** Writes {@code head} and then {@code file}. */
    void write(Callback callback, FileTail file, ByteBuffer... head) {
        tail = file;
        super.write(new WholeWrite(Callback.from(callback.getInvocationType(), () -> {
            tail = null;
            callback.succeeded();
        }, cause -> {
            tail = null;
            callback.failed(cause);
        }), head, file::all), head);
    }

    @Override
    public @Nullable Runnable onSelected() {
        Runnable task = super.onSelected();
        if (!key.isReadable()) {
            return task;
        }
        armed = false;
        Mode now = mode;
        if (now == Mode.LINGERING || (now == Mode.WATCHING && context.watching())) {
            if (now == Mode.LINGERING) {
                input.discard();
            } else {
                top.look();
            }
            if ((now == Mode.LINGERING ? input.ending() : ending()) != Ending.NONE) {
                tell();
            } else if (!top.full()) {
                arm();
            }
        }
        boolean wanted = (key.isValid() && key.isWritable()) || getFillInterest().isInterested();
        return wanted ? task : null;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        if (context.paused()) {
            close(); // accepted while the pause began
        }
    }

    @Override
    public void replaceKey(SelectionKey newKey) {
        super.replaceKey(newKey);
        key = newKey;
    }

    @Override
    protected void needsFillInterest() {
        if (input.pending()) {
            run(getFillInterest()::fillable); // it is here: the selector will not say it again
        } else {
            super.needsFillInterest();
        }
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        tell();
    }

    private static InetSocketAddress inet(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress known ? known : new InetSocketAddress(0); // gone meanwhile
    }

    private void arm() {
        armed = true;
        super.needsFillInterest();
        if (!isOpen()) {
            tell(); // a key that is armed on a closed channel never fires
        }
    }

    private void tell() {
        Watcher told;
        synchronized (lock) {
            told = watcher;
            watcher = NOBODY;
            mode = Mode.OFF;
        }
        Ending ending = ending();
        told.ended(ending == Ending.NONE ? Ending.RESET : ending);
    }

    private void run(Runnable task) {
        try {
            context.executor().execute(task);
        } catch (RejectedExecutionException stopping) {
            close(stopping);
        }
    }

    /**
     * Closes. Whoever looks at the first bytes for Jetty gives its buffer back only at an end that it has read, so it is
     * made to read one.
     */
    void giveUp() {
        if (served instanceof Nothing && !(getConnection() instanceof TlsConnection)) {
            shutdownInput();
            getFillInterest().fillable();
        }
        close();
    }

    /** Before a protocol is known: a handshake, or nothing yet. */
    private final class Nothing implements Served {
        @Override
        public void late() {
            giveUp();
        }

        @Override
        public void idle() {
            giveUp();
        }

        @Override
        public void pause() {
            giveUp();
        }

        @Override
        public void end() {
            giveUp();
        }
    }
}
