package io.pastelli.testkit.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A blocking HTTP/1.x client that sends exactly the bytes it is given and reads exactly what comes. Every operation has
 * a deadline, by default 10 s, after which it fails with an {@link AssertionError} that says what had come so far.
 *
 * <p>
 * <b>Threading:</b> one reader and one writer; the ways to leave from any thread.
 *
 * {@snippet :
 * try (var client = RawClient.connect(server.port())) {
 *     client.send("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
 *     assertEquals(200, client.read().status());
 *     client.reset();
 * }
 * }
 */
public final class RawClient implements AutoCloseable {
    private final Wire wire;
    private final byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;
    private Duration patience = Duration.ofSeconds(10);
    private long deadline;

    /** Makes a client of an open connection. */
    public RawClient(Wire wire) {
        this.wire = wire;
    }

    /** Connects over plain TCP to a port on 127.0.0.1. */
    public static RawClient connect(int port) throws IOException {
        return new RawClient(Wire.tcp(port));
    }

    /** Sets the deadline of each operation to come. */
    public RawClient patience(Duration most) {
        patience = most;
        return this;
    }

    /** Returns the connection. */
    public Wire wire() {
        return wire;
    }

    /** Returns the local port. */
    public int localPort() {
        return wire.localPort();
    }

    /** Sends text, one byte a char. */
    public RawClient send(String text) throws IOException {
        return send(text.getBytes(ISO_8859_1));
    }

    /** Sends bytes. */
    public RawClient send(byte[] bytes) throws IOException {
        wire.write(bytes, 0, bytes.length);
        return this;
    }

    /** Sends {@code GET path} with a host and these further field lines. */
    public RawClient get(String path, String... fieldLines) throws IOException {
        return send(Requests.get(path, fieldLines));
    }

    /** Sends a request with a {@code content-length} and a body. */
    public RawClient post(String path, String body, String... fieldLines) throws IOException {
        return send(Requests.post(path, body, fieldLines));
    }

    /** Reads a whole response to a request that is no HEAD, past interim ones. */
    public Response read() throws IOException {
        return read("GET");
    }

    /** Reads a whole response to a request with this method, past interim ones. */
    public Response read(String method) throws IOException {
        Head head = readHead();
        while (head.status() < 200) {
            head = readHead();
        }
        return Bodies.read(this, head, method);
    }

    /** Reads a head, be it an interim one. */
    public Head readHead() throws IOException {
        String text = until("\r\n\r\n");
        if (!text.endsWith("\r\n\r\n")) {
            throw new AssertionError("the connection ended before a whole head came: \"" + text + "\"");
        }
        return Head.parse(text);
    }

    /** Reads a chunk of a chunked body and gives its bytes, one char each; {@code ""} for the last one. */
    public String chunk() throws IOException {
        int size = Integer.parseInt(until("\r\n").strip(), 16);
        String text = new String(bytes(size), ISO_8859_1);
        if (!until("\r\n").equals("\r\n")) {
            throw new AssertionError("the chunk has no end after: \"" + text + "\"");
        }
        return text;
    }

    /** Reads up to and with {@code mark}; less only when the connection ends. */
    public String until(String mark) throws IOException {
        started();
        var seen = new StringBuilder();
        while (!endsWith(seen, mark)) {
            int next = next(seen);
            if (next < 0) {
                break;
            }
            seen.append((char) next);
        }
        return seen.toString();
    }

    /** Reads {@code length} bytes; fewer only when the connection ends, be it broken off. */
    public byte[] bytes(int length) {
        started();
        var seen = new ByteArrayOutputStream(Math.min(length, 1 << 20));
        try {
            while (seen.size() < length && (from < to || fill(seen))) {
                int some = Math.min(length - seen.size(), to - from);
                seen.write(buffer, from, some);
                from += some;
            }
        } catch (IOException e) {
            return seen.toByteArray(); // broken off
        }
        return seen.toByteArray();
    }

    /** Reads what one call of the system's read gives, or what an earlier one left. */
    public String once() throws IOException {
        started();
        if (from == to && !fill("")) {
            return "";
        }
        String text = new String(buffer, from, to - from, ISO_8859_1);
        from = to;
        return text;
    }

    /** Reads up to the end of the connection. */
    public Rest rest() throws IOException {
        started();
        var seen = new ByteArrayOutputStream();
        try {
            while (from < to || fill(seen)) {
                seen.write(buffer, from, to - from);
                from = to;
            }
            return new Rest(seen.toString(ISO_8859_1), false);
        } catch (IOException e) {
            return new Rest(seen.toString(ISO_8859_1), true);
        }
    }

    /** Leaves in order: FIN. The system sends RST instead when bytes that came were not read. */
    public void fin() throws IOException {
        wire.fin();
    }

    /** Says that nothing more will be sent, and goes on reading. */
    public void halfClose() throws IOException {
        wire.halfClose();
    }

    /** Leaves with a bare FIN: over TLS without close_notify. */
    public void truncate() throws IOException {
        wire.truncate();
    }

    /** Breaks off: RST. */
    public void reset() throws IOException {
        wire.reset();
    }

    @Override
    public void close() throws IOException {
        wire.fin();
    }

    private void started() {
        deadline = System.nanoTime() + patience.toNanos();
    }

    private int next(Object seen) throws IOException {
        return from < to || fill(seen) ? buffer[from++] & 0xff : -1;
    }

    private boolean fill(Object seen) throws IOException {
        long left = deadline - System.nanoTime();
        try {
            int count = wire.read(buffer, 0, buffer.length, Duration.ofNanos(Math.max(1_000_000, left)));
            from = 0;
            to = Math.max(0, count);
            return count > 0;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("nothing more came within " + patience + " after: \"" + seen + "\"", e);
        }
    }

    private static boolean endsWith(StringBuilder seen, String mark) {
        int start = seen.length() - mark.length();
        return start >= 0 && seen.indexOf(mark, start) == start;
    }
}
