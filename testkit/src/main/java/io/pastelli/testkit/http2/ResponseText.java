package io.pastelli.testkit.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pastelli.http.Headers.Field;
import io.pastelli.http.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One stream of a gateway: what of its response was not read yet, as text of HTTP/1.1. Guarded by its {@link Streams}. */
final class ResponseText {
    /** Some text, and how much window its DATA frame gives back when it was read. */
    private record Piece(ByteBuffer text, int credit) {}

    final int stream;
    private final String method;
    private final List<Field> request;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private long expected = -1;
    private boolean headCame;
    private boolean tunnel;
    private boolean chunked;
    private boolean over;
    private boolean closes;
    private @Nullable IOException failure;
    /** What may still be sent on the stream. */
    long sendWindow;
    /** Whether the request has ended, or need not be sent any more. */
    boolean requestOver;

    ResponseText(int stream, String method, List<Field> request, boolean requestOver, boolean closes,
            long sendWindow) {
        this.stream = stream;
        this.method = method;
        this.request = request;
        this.requestOver = requestOver;
        this.closes = closes;
        this.sendWindow = sendWindow;
    }

    void headers(Received headers) {
        boolean end = headers.frame().has(Frame.END_STREAM);
        if (headCame) {
            finish(headers.fields());
            return;
        }
        int status = headers.status();
        if (method.equals(Tunnel.METHOD) && status == 200) {
            tunnel(headers);
            return;
        }
        boolean interim = status < 200;
        boolean bodiless = interim || method.equals("HEAD") || status == 204 || status == 304;
        expected = headers.field("content-length").map(Long::parseLong).orElse(-1L);
        chunked = !bodiless && expected < 0;
        headCame = !interim;
        var text = new StringBuilder("HTTP/1.1 ").append(status).append(' ').append(Status.reason(status))
                .append("\r\n");
        headers.fields().stream().filter(field -> !field.name().startsWith(":"))
                .forEach(
                        field -> text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        if (chunked) {
            text.append("transfer-encoding: chunked\r\n");
        }
        if (!interim && (closes || !requestOver)) {
            closes = true;
            text.append("connection: close\r\n");
        }
        add(text.append("\r\n").toString(), 0);
        if (bodiless) {
            expected = 0;
        }
        if (end) {
            finish(List.of());
        }
    }

    /** From here on both directions carry bytes as they are, and the end of the stream is that of the connection. */
    private void tunnel(Received headers) {
        headCame = true;
        closes = true;
        tunnel = true;
        var text = new StringBuilder(Tunnel.head(request));
        headers.fields().stream().filter(field -> !field.name().startsWith(":"))
                .forEach(
                        field -> text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        add(text.append("\r\n").toString(), 0);
        if (headers.frame().has(Frame.END_STREAM)) {
            finish(List.of());
        }
    }

    void data(Frame data) {
        byte[] content = data.content();
        expected -= chunked ? 0 : content.length;
        if (!chunked && content.length > 0) {
            pieces.add(new Piece(ByteBuffer.wrap(content), data.payload().size()));
        } else if (content.length > 0) { // an empty one is no text, and no end by itself
            add(Integer.toHexString(content.length) + "\r\n" + new String(content, ISO_8859_1) + "\r\n",
                    data.payload().size());
        }
        if (data.has(Frame.END_STREAM)) {
            finish(List.of());
        }
    }

    private void finish(List<Field> trailers) {
        over = true;
        if (chunked) {
            var text = new StringBuilder("0\r\n");
            trailers.forEach(
                    field -> text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
            add(text.append("\r\n").toString(), 0);
        } else if (expected != 0 && !tunnel) {
            failure = new IOException("the stream ended " + expected + " bytes before its content-length");
        }
    }

    private void add(String text, int credit) {
        pieces.add(new Piece(ByteBuffer.wrap(text.getBytes(ISO_8859_1)), credit));
    }

    /** The stream was reset, or its connection lost. */
    void fail(IOException reason) {
        requestOver = true;
        if (!over) {
            over = true;
            failure = reason;
        }
    }

    boolean hasText() {
        return !pieces.isEmpty();
    }

    /** Tells whether all was read and no more comes. */
    boolean isOver() {
        return over && pieces.isEmpty();
    }

    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    boolean closes() {
        return closes;
    }

    /** Moves text into {@code into}, at most {@code length} bytes; returns how many, and adds up the credit. */
    int read(byte[] into, int offset, int length, int[] credit) {
        int done = 0;
        while (done < length && !pieces.isEmpty()) {
            Piece first = pieces.getFirst();
            int some = Math.min(length - done, first.text().remaining());
            first.text().get(into, offset + done, some);
            done += some;
            if (!first.text().hasRemaining()) {
                pieces.removeFirst();
                credit[0] += over ? 0 : first.credit();
            }
        }
        return done;
    }
}
