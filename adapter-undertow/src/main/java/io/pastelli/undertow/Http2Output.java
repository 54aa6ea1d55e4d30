package io.pastelli.undertow;

import io.pastelli.adapter.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Writes the frames of one connection: what is no DATA first, in order, then the streams that may send in turn, a frame
 * each. Little more is framed than the socket takes.
 *
 * <p>
 * <b>Threading:</b> the connection's I/O thread only.
 */
final class Http2Output {
    private static final int MOST_CONTROL = 1024 * 1024; // answers to frames of a client that does not read

    private final StreamSinkConduit sink;
    private final Loop loop;
    private final Http2Connection connection;
    private final Deque<Control> control = new ArrayDeque<>();
    private final Deque<Http2Sender> ready = new ArrayDeque<>();
    private final List<Completion> framed = new ArrayList<>();
    private @Nullable ByteBuffer unsent;
    private long window = Http2Codes.WINDOW;
    private int controlSize;
    private boolean flushing;

    /** A frame that is no DATA, and who is told when the socket has taken it. */
    private record Control(ByteBuffer bytes, Completion told) {}

    Http2Output(ConduitStreamSinkChannel channel, Loop loop, Http2Connection connection) {
        this.sink = channel.getConduit();
        this.loop = loop;
        this.connection = connection;
        channel.setWriteListener(ready -> flush());
    }

    /** Tells whether the client does not read what is sent. */
    boolean stalled() {
        return unsent != null;
    }

    /** Tells whether so much waits that what can be dropped should be. */
    boolean crowded() {
        return controlSize > MOST_CONTROL / 16;
    }

    /** Sends a frame that is no DATA. */
    void send(ByteBuffer frame) {
        add(frame, Untold.INSTANCE);
        flush();
    }

    /** Sends a frame that is no DATA with the next flush; {@code told} when the socket has taken it. */
    void add(ByteBuffer frame, Completion told) {
        control.add(new Control(frame, told));
        controlSize += frame.remaining();
    }

    /** Lets a stream send that has something to send. */
    void ready(Http2Sender sender) {
        if (sender.enqueue()) {
            ready.add(sender);
        }
        flush();
    }

    void forget(Http2Sender sender) {
        ready.remove(sender);
    }

    /** Opens the connection's window. */
    void open(int increment) throws Http2Error {
        window += increment;
        if (window > Integer.MAX_VALUE) {
            throw Http2Error.connection(Http2Codes.FLOW_CONTROL_ERROR, "the window is too large");
        }
        flush();
    }

    /** Tells the writers of frames that are not out that they never will be. */
    void fail(IOException cause) {
        control.forEach(each -> framed.add(each.told));
        control.clear();
        ready.clear();
        unsent = null;
        var told = List.copyOf(framed);
        framed.clear();
        told.forEach(each -> each.failed(cause));
    }

    /** Ends our side: close_notify and FIN. */
    void end() throws IOException {
        sink.terminateWrites();
    }

    void flush() {
        if (flushing || connection.reading()) {
            return;
        }
        flushing = true;
        boolean all = false;
        try {
            if (controlSize > MOST_CONTROL) {
                throw new IOException("the client does not read the answers to its frames");
            }
            while (connection.open()) {
                if (!sendUnsent() || !sink.flush()) {
                    sink.resumeWrites();
                    return;
                }
                tellFramed();
                ByteBuffer out = loop.scratch();
                fill(out);
                out.flip();
                if (!out.hasRemaining()) {
                    sink.suspendWrites();
                    all = true;
                    break;
                }
                sink.write(out);
                if (out.hasRemaining()) {
                    unsent = ByteBuffer.allocate(out.remaining()).put(out).flip();
                }
            }
        } catch (IOException e) {
            connection.unwritable(e);
        } finally {
            flushing = false;
        }
        if (all) {
            connection.flushed();
        }
    }

    private boolean sendUnsent() throws IOException {
        ByteBuffer left = unsent;
        if (left != null) {
            while (left.hasRemaining()) {
                if (sink.write(left) == 0) {
                    return false;
                }
            }
            unsent = null;
        }
        return true;
    }

    private void tellFramed() {
        while (!framed.isEmpty()) {
            var told = List.copyOf(framed);
            framed.clear();
            told.forEach(Completion::done);
        }
    }

    private void fill(ByteBuffer out) {
        for (;;) {
            for (Control first = control.peek(); first != null; first = control.peek()) {
                ByteBuffer next = first.bytes;
                int count = Math.min(out.remaining(), next.remaining());
                out.put(out.position(), next, next.position(), count).position(out.position() + count);
                next.position(next.position() + count);
                controlSize -= count;
                if (next.hasRemaining()) {
                    return;
                }
                control.remove();
                framed.add(first.told);
            }
            Http2Sender sender = ready.poll();
            if (sender == null) {
                return;
            }
            if (out.remaining() < Http2Codes.FRAME_HEAD + 1 || (window <= 0 && sender.needsWindow())) {
                ready.addFirst(sender);
                return;
            }
            window -= sender.frame(out, window, framed);
            if (sender.requeue()) {
                ready.add(sender);
            }
        }
    }
}
