package io.pastelli.testkit.http2;

import io.pastelli.http.Headers.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a gateway, answered in the order they were opened.
 *
 * <p>
 * <b>Threading:</b> the connection's reading thread brings frames, one writer opens streams, one reader takes text; all
 * state is guarded by {@code lock}, which nobody holds while he writes to the connection.
 */
final class Streams implements Http2Connection.Listener {
    private static final int FRAME = 16_384;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Http2Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // guarded by lock
    private final Deque<ResponseText> unread = new ArrayDeque<>();
    private final Map<Integer, ResponseText> open = new HashMap<>();
    private boolean settled;
    private boolean tunnels;
    private boolean ended;
    private @Nullable IOException broken;
    private long sendWindow = 65_535;
    private long initialWindow = 65_535;
    private long mostStreams = Integer.MAX_VALUE;
    private int nextStream = 1;
    // the writer's
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    private @Nullable ResponseText writing;

    Streams(Http2Connection connection) {
        this.connection = connection;
    }

    void awaitSettings() throws IOException {
        await("the server's settings", PATIENCE, () -> settled || ended);
    }

    void open(String method, List<Field> block, boolean end, boolean closes) throws IOException {
        if (method.equals(Tunnel.METHOD) && !holds(() -> tunnels)) {
            throw new IOException(
                    "the server does not offer SETTINGS_ENABLE_CONNECT_PROTOCOL (RFC 8441 section 3)");
        }
        flushUnless(() -> open.size() < mostStreams || ended);
        await("a stream may be opened", PATIENCE, () -> open.size() < mostStreams || ended);
        lock.lock();
        try {
            var stream = new ResponseText(nextStream, method, block, end, closes, initialWindow);
            nextStream += 2;
            unread.add(stream);
            if (ended) {
                stream.fail(new IOException("the connection is over"));
            } else {
                open.put(stream.stream, stream);
            }
            writing = stream;
            unsent.writeBytes(Frame.headers(stream.stream, end, Hpack.block(block)).bytes());
        } finally {
            lock.unlock();
        }
    }

    void trailers(List<Field> fields) {
        ResponseText stream = writing();
        lock.lock();
        try {
            if (!stream.requestOver) {
                stream.requestOver = true;
                unsent.writeBytes(Frame.headers(stream.stream, true, Hpack.block(fields)).bytes());
            }
        } finally {
            lock.unlock();
        }
    }

    void data(byte[] bytes, int offset, int length, boolean last) throws IOException {
        ResponseText stream = writing();
        int at = offset;
        do {
            flushUnless(() -> writable(stream));
            await("the window opens", PATIENCE, () -> length == 0 || writable(stream));
            lock.lock();
            try {
                if (stream.requestOver) {
                    return; // the server wants no more of it
                }
                int some = (int) Math.min(Math.min(offset + length - at, FRAME),
                        Math.min(sendWindow, stream.sendWindow));
                sendWindow -= some;
                stream.sendWindow -= some;
                boolean end = last && at + some == offset + length;
                stream.requestOver = end;
                byte[] content = java.util.Arrays.copyOfRange(bytes, at, at + some);
                unsent.writeBytes(Frame.data(stream.stream, end, content).bytes());
                at += some;
            } finally {
                lock.unlock();
            }
        } while (at < offset + length);
    }

    private boolean writable(ResponseText stream) {
        return stream.requestOver || (sendWindow > 0 && stream.sendWindow > 0);
    }

    private ResponseText writing() {
        return java.util.Objects.requireNonNull(writing, "a body without a head");
    }

    /** Sends what was collected: one write for all frames of one write of text. */
    void flush() throws IOException {
        if (unsent.size() > 0) {
            byte[] bytes = unsent.toByteArray();
            unsent.reset();
            connection.send(bytes);
        }
    }

    private boolean holds(BooleanSupplier event) {
        lock.lock();
        try {
            return event.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    private void flushUnless(BooleanSupplier ready) throws IOException {
        if (!holds(ready)) {
            flush();
        }
    }

    int read(byte[] into, int offset, int length, Duration most) throws IOException {
        var credit = new int[1];
        int stream;
        int count;
        lock.lock();
        try {
            await("nothing more came", most, this::somethingToRead);
            ResponseText first = first();
            if (first == null || !first.hasText()) {
                return end(Optional.ofNullable(first));
            }
            count = first.read(into, offset, length, credit);
            stream = first.stream;
        } finally {
            lock.unlock();
        }
        if (credit[0] > 0) {
            try {
                connection.send(Frame.windowUpdate(stream, credit[0]));
            } catch (IOException e) {
                return count; // the end is found by the next read
            }
        }
        return count;
    }

    private @Nullable ResponseText first() {
        ResponseText first = unread.peek();
        while (first != null && first.isOver() && !first.closes() && first.failure().isEmpty()) {
            unread.remove();
            first = unread.peek();
        }
        return first;
    }

    private boolean somethingToRead() {
        ResponseText first = first();
        return first == null ? ended : first.hasText() || first.isOver() || ended;
    }

    private int end(Optional<ResponseText> first) throws IOException {
        Optional<IOException> reason = first.flatMap(ResponseText::failure)
                .or(() -> Optional.ofNullable(broken));
        if (reason.isPresent()) {
            throw new IOException(reason.get());
        }
        if (!ended) {
            connection.wire().fin(); // the request asked for it
        }
        return -1;
    }

    private void await(String what, Duration most, BooleanSupplier event) throws IOException {
        long left = most.toNanos();
        lock.lock();
        try {
            while (!event.getAsBoolean()) {
                if (left <= 0) {
                    throw new SocketTimeoutException("not within " + most + ": " + what);
                }
                left = changed.awaitNanos(left);
            }
            if (ended && !settled) {
                throw new IOException("the connection ended before the server's settings came", broken);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the wait was broken off: " + what, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void frames(List<Received> frames) {
        lock.lock();
        try {
            frames.forEach(this::frame);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void frame(Received received) {
        Frame frame = received.frame();
        Optional<ResponseText> stream = Optional.ofNullable(open.get(frame.stream()));
        switch (frame.type()) {
            case Frame.HEADERS -> stream.ifPresent(each -> each.headers(received));
            case Frame.DATA -> stream.ifPresent(each -> each.data(frame));
            case Frame.RST_STREAM -> stream
                    .ifPresent(each -> each.fail(new IOException("RST_STREAM " + frame.code())));
            case Frame.WINDOW_UPDATE -> {
                int more = frame.payload().asByteBuffer().getInt();
                sendWindow += frame.stream() == 0 ? more : 0;
                stream.ifPresent(each -> each.sendWindow += more);
            }
            case Frame.SETTINGS -> settings(frame);
            case Frame.GOAWAY -> {
                int last = frame.payload().asByteBuffer().getInt();
                open.values().stream().filter(each -> each.stream > last)
                        .forEach(each -> each.fail(new IOException("GOAWAY " + frame.code())));
            }
            default -> {
            }
        }
        boolean over = frame.type() == Frame.RST_STREAM || (frame.has(Frame.END_STREAM)
                && (frame.type() == Frame.HEADERS || frame.type() == Frame.DATA));
        stream.filter(each -> over).ifPresent(each -> {
            each.requestOver = true; // what is left of it would be thrown away
            open.remove(each.stream);
        });
    }

    private void settings(Frame frame) {
        var in = frame.payload().asByteBuffer();
        while (in.remaining() >= 6) {
            int name = in.getShort();
            long value = in.getInt() & 0xffffffffL;
            if (name == 3) {
                mostStreams = value;
            } else if (name == 8) {
                tunnels = value == 1;
            } else if (name == 4) {
                long more = value - initialWindow;
                initialWindow = value;
                open.values().forEach(each -> each.sendWindow += more);
            }
        }
        settled |= !frame.has(Frame.ACK);
    }

    @Override
    public void ended(Optional<IOException> reason) {
        lock.lock();
        try {
            ended = true;
            broken = reason.orElse(null);
            open.values().forEach(each -> each.requestOver = true);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
