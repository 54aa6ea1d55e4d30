package io.pastelli.undertow;

import io.pastelli.adapter.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Writes to a connection's socket through the loop's buffer, in one piece when it fits. What the socket does not take
 * stays with its sender until the socket is writable; one write at a time.
 *
 * <p>
 * <b>Threading:</b> the connection's I/O thread only.
 */
final class Outlet {
    private static final ByteBuffer[] NOTHING = {};

    private final ConduitStreamSinkChannel channel;
    private final StreamSinkConduit sink;
    private final Loop loop;
    private final Http1Connection connection;
    private final HeldBack held;
    private ByteBuffer @Nullable [] pending;
    private @Nullable Completion completion;

    Outlet(ConduitStreamSinkChannel channel, Loop loop, Http1Connection connection) {
        this.channel = channel;
        this.sink = channel.getConduit();
        this.loop = loop;
        this.connection = connection;
        this.held = new HeldBack(loop.spares());
    }

    /** Tells whether bytes wait for the client to read. */
    boolean stalled() {
        return pending != null;
    }

    /** Keeps {@code parts} back until more is sent; takes nothing and returns false when they are to be sent now. */
    boolean hold(ByteBuffer... parts) {
        return pending == null && held.add(parts);
    }

    /** Tells whether something is held back. */
    boolean holding() {
        return pending == null && !held.isEmpty();
    }

    /** Sends what is held back. */
    void release() {
        send(Untold.INSTANCE);
    }

    /** Sends {@code parts}; what is held back goes first, and an interim response that has not all gone out. */
    void send(Completion told, ByteBuffer... parts) {
        ByteBuffer[] before = pending;
        if (before != null) {
            pending = joined(before, parts);
        } else {
            pending = held.isEmpty() ? parts : behindHeld(parts);
        }
        completion = told;
        flush();
    }

    /** Lets {@code other} write in place of this, until {@link #takeBack}; it is failed like any write. */
    void lend(Completion other) {
        pending = NOTHING;
        completion = other;
    }

    /** Returns what {@link #lend} lends. */
    StreamSinkConduit sink() {
        return sink;
    }

    void takeBack() {
        pending = null;
        completion = null;
        sink.suspendWrites();
    }

    /** Runs {@code next}, and looks for the client's leaving, when the socket takes more. */
    void awaitRoom(Runnable next) {
        channel.setWriteListener(ready -> next.run());
        sink.resumeWrites();
        connection.stalled();
    }

    /** Ends the response side of the connection: FIN. */
    void end() throws IOException {
        sink.terminateWrites();
    }

    /** The connection will close: sends what is held back, as far as the socket takes it. */
    void hurry() {
        if (holding()) {
            try {
                sink.write(held.bytes());
            } catch (IOException e) {
                // the client has gone
            }
            held.clear();
        }
    }

    /** Tells the client, where TLS has words for it and nothing waits to go out, that the end is meant. */
    void sayGoodbye() {
        if (pending == null && sink instanceof TlsOutput tls) {
            tls.closeNotify();
        }
    }

    /** Fails the write that waits, if there is one. */
    void fail(Throwable cause) {
        Completion told = completion;
        pending = null;
        held.clear();
        completion = null;
        if (told != null) {
            told.failed(cause);
        }
    }

    private void flush() {
        ByteBuffer[] parts = pending;
        if (parts == null) {
            sink.suspendWrites();
            return;
        }
        try {
            for (ByteBuffer out = fill(parts); out.hasRemaining(); out = fill(parts)) {
                int count = sink.write(out);
                if (count == 0) {
                    keep(parts);
                    awaitRoom(this::flush);
                    return;
                }
                consume(parts, count);
            }
            if (!sink.flush()) {
                awaitRoom(this::flush);
                return;
            }
        } catch (IOException e) {
            connection.broken(e);
            return;
        }
        pending = null;
        held.clear();
        sink.suspendWrites();
        Completion told = completion;
        completion = null;
        if (told != null) {
            told.done();
        }
    }

    /** Takes what is not out yet from the loop's array, which the next response needs. */
    private void keep(ByteBuffer... parts) {
        for (int i = 0; i < parts.length; i++) {
            parts[i] = loop.text().kept(parts[i]);
        }
    }

    /** Copies as much as fits and leaves the parts as they are: only what the socket takes is gone. */
    private ByteBuffer fill(ByteBuffer[] parts) {
        ByteBuffer scratch = loop.scratch();
        for (ByteBuffer part : parts) {
            int count = Math.min(scratch.remaining(), part.remaining());
            scratch.put(scratch.position(), part, part.position(), count);
            scratch.position(scratch.position() + count);
        }
        return scratch.flip();
    }

    private static void consume(ByteBuffer[] parts, int written) {
        int left = written;
        for (ByteBuffer part : parts) {
            int count = Math.min(left, part.remaining());
            part.position(part.position() + count);
            left -= count;
        }
    }

    private ByteBuffer[] behindHeld(ByteBuffer... parts) {
        boolean together = held.add(parts);
        ByteBuffer[] first = {held.bytes()};
        return together ? first : joined(first, parts);
    }

    private static ByteBuffer[] joined(ByteBuffer[] first, ByteBuffer[] second) {
        var all = new ArrayList<>(List.of(first));
        all.addAll(List.of(second));
        return all.toArray(ByteBuffer[]::new);
    }
}
