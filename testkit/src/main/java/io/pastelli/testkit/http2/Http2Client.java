package io.pastelli.testkit.http2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pastelli.http.Headers.Field;
import io.pastelli.testkit.client.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * An HTTP/2 client that sends exactly the frames it is given, right or wrong. It acknowledges SETTINGS and PINGs, and
 * opens the windows again by itself, until it is told to {@linkplain #stall stall}. What comes is kept; every wait has a
 * deadline, by default 10 s, after which it fails with an {@link AssertionError} that says what had come.
 *
 * <p>
 * <b>Threading:</b> any thread; what came is guarded by {@code lock}.
 *
 * {@snippet :
 * try (var client = Http2Client.over(Wire.tls(server.port(), tls.withProtocols("h2")))) {
 *     int stream = client.get("/");
 *     assertEquals(200, client.answer(stream).status());
 *     client.send(Frame.ping(7));
 *     client.await("the answer", each -> each.is(Frame.PING, 0));
 * }
 * }
 */
public final class Http2Client implements AutoCloseable {
    private final Http2Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean stalled;
    // guarded by lock
    private final List<Received> came = new ArrayList<>();
    private boolean ended;
    private Optional<IOException> broken = Optional.empty();
    private int nextStream = 1;
    private Duration patience = Duration.ofSeconds(10);

    private Http2Client(Wire wire) {
        connection = new Http2Connection(wire);
    }

    /** Begins HTTP/2 with these settings, identifiers and values in turn, and waits for the server's. */
    public static Http2Client over(Wire wire, int... settings) throws IOException {
        var client = new Http2Client(wire);
        client.connection.begin(Frame.settings(settings)); // an acknowledgement must not come before it
        client.connection.start(client.new Keeper());
        client.await("the server's settings",
                each -> each.frame().type() == Frame.SETTINGS && !each.frame().has(Frame.ACK));
        return client;
    }

    /** Reads what comes, but sends nothing by itself, not even the preface. */
    public static Http2Client silent(Wire wire) {
        var client = new Http2Client(wire).acknowledgeNothing();
        client.connection.start(client.new Keeper());
        return client;
    }

    /** Sets the deadline of each wait to come. */
    public Http2Client patience(Duration most) {
        patience = most;
        return this;
    }

    /** Returns the connection. */
    public Wire wire() {
        return connection.wire();
    }

    /** Sends frames with one write. */
    public Http2Client send(Frame... frames) throws IOException {
        connection.send(frames);
        return this;
    }

    /** Sends bytes that need not be a frame. */
    public Http2Client sendBytes(byte[] bytes) throws IOException {
        connection.send(bytes);
        return this;
    }

    /** From now on windows stay as they are. */
    public Http2Client stall() {
        stalled = true;
        return this;
    }

    /** From now on neither SETTINGS nor PINGs are acknowledged. */
    public Http2Client acknowledgeNothing() {
        connection.acknowledgeNothing();
        return this;
    }

    /** Returns the number of the next stream and takes it. */
    public int nextStream() {
        lock.lock();
        try {
            int stream = nextStream;
            nextStream += 2;
            return stream;
        } finally {
            lock.unlock();
        }
    }

    /** Sends a whole GET and returns its stream; the fields are names and values in turn. */
    public int get(String path, String... fields) throws IOException {
        int stream = nextStream();
        send(Frame.headers(stream, true, head("GET", path, fields)));
        return stream;
    }

    /** Sends the head of a POST and returns its stream; its DATA is the caller's. */
    public int post(String path, String... fields) throws IOException {
        int stream = nextStream();
        send(Frame.headers(stream, false, head("POST", path, fields)));
        return stream;
    }

    /** Returns the header block of a well-formed request. */
    public byte[] head(String method, String path, String... fields) {
        var block = new ByteArrayOutputStream();
        block.writeBytes(
                Hpack.block(":method", method, ":scheme", wire().tls().isPresent() ? "https" : "http",
                        ":path", path, ":authority", "localhost"));
        block.writeBytes(Hpack.block(fields));
        return block.toByteArray();
    }

    /**
     * A whole response.
     *
     * @param fields the fields of its final head
     * @param body its body
     * @param trailers what followed the body
     * @param reset why its stream was reset before its end, empty when it was not
     */
    public record Answer(List<Field> fields, String body, List<Field> trailers, Optional<ErrorCode> reset) {
        /** Returns the status, 0 when the stream was reset before there was one. */
        public int status() {
            return field(":status").map(Integer::parseInt).orElse(0);
        }

        /** Returns the first value of a field. */
        public Optional<String> field(String name) {
            return fields.stream().filter(field -> field.name().equals(name)).map(Field::value).findFirst();
        }
    }

    /** Waits until a stream has ended or was reset, and returns what came on it. */
    public Answer answer(int stream) {
        await("the end of stream " + stream, each -> each.frame().stream() == stream
                && (each.frame().type() == Frame.RST_STREAM || isEnd(each.frame())));
        List<Received> frames = on(stream);
        var heads = frames.stream().filter(each -> each.is(Frame.HEADERS, stream)).toList();
        var body = new ByteArrayOutputStream();
        frames.stream().filter(each -> each.is(Frame.DATA, stream))
                .forEach(each -> body.writeBytes(each.frame().content()));
        boolean whole = frames.stream().anyMatch(each -> isEnd(each.frame()));
        return new Answer(
                heads.stream().filter(each -> each.status() >= 200).findFirst().map(Received::fields)
                        .orElse(List.of()),
                body.toString(UTF_8),
                heads.stream().filter(each -> each.status() == 0).findFirst().map(Received::fields)
                        .orElse(List.of()),
                frames.stream().filter(each -> !whole && each.is(Frame.RST_STREAM, stream))
                        .map(each -> each.frame().code()).findFirst());
    }

    private static boolean isEnd(Frame frame) {
        return (frame.type() == Frame.HEADERS || frame.type() == Frame.DATA) && frame.has(Frame.END_STREAM);
    }

    /** Waits for the head of a response, be it an interim one, and returns its status. */
    public int status(int stream) {
        return await("a head on stream " + stream, each -> each.is(Frame.HEADERS, stream)).status();
    }

    /** Waits for GOAWAY with an error and returns why. */
    public ErrorCode awaitGoAway() {
        return await("GOAWAY with an error",
                each -> each.is(Frame.GOAWAY, 0) && each.frame().code() != ErrorCode.NO_ERROR).frame().code();
    }

    /** Waits until the server has closed the connection; tells whether in order. */
    public boolean awaitEnd() {
        return await("the end of the connection",
                () -> ended ? Optional.of(broken.isEmpty()) : Optional.empty());
    }

    /** Tells whether the connection has ended. */
    public boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a frame, be it one that came before, and returns the first one. */
    public Received await(String what, Predicate<Received> wanted) {
        return await(what, () -> came.stream().filter(wanted).findFirst());
    }

    private <T> T await(String what, java.util.function.Supplier<Optional<T>> wanted) {
        long left = patience.toNanos();
        lock.lock();
        try {
            for (;;) {
                Optional<T> found = wanted.get();
                if (found.isPresent()) {
                    return found.get();
                }
                if (left <= 0 || ended) {
                    throw new AssertionError((ended
                            ? "the connection ended before "
                            : "not within " + patience
                                    + ": ")
                            + what + "; what came: " + came, broken.orElse(null));
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("the wait was broken off: " + what, e);
        } finally {
            lock.unlock();
        }
    }

    /** Returns what came on a stream by now. */
    public List<Received> on(int stream) {
        lock.lock();
        try {
            return came.stream().filter(each -> each.frame().stream() == stream).toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        wire().fin();
    }

    /** What the reading thread does. */
    private final class Keeper implements Http2Connection.Listener {
        @Override
        public void frames(List<Received> frames) {
            lock.lock();
            try {
                came.addAll(frames);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            frames.stream().map(Received::frame).filter(frame -> !stalled && frame.type() == Frame.DATA
                    && !frame.payload().isEmpty()).forEach(this::open);
        }

        private void open(Frame data) {
            try {
                int bytes = data.payload().size();
                send(Frame.windowUpdate(0, bytes), Frame.windowUpdate(data.stream(), bytes));
            } catch (IOException e) {
                // the reader finds the end itself
            }
        }

        @Override
        public void ended(Optional<IOException> reason) {
            lock.lock();
            try {
                ended = true;
                broken = reason;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
