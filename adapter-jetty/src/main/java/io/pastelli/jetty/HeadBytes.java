package io.pastelli.jetty;

import io.pastelli.http.Headers;
import io.pastelli.http.Status;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A response head, and what goes out with it, in one array.
 *
 * <p>
 * <b>Threading:</b> one thread at a time.
 */
final class HeadBytes {
    /** What a connection may keep for the next response. */
    static final int KEPT = 1024;

    private byte[] bytes;
    private int size;

    /** Makes one with room for {@code room} bytes; it finds more. */
    HeadBytes(int room) {
        bytes = new byte[room];
    }

    /** Returns how many bytes fields take. */
    static int size(Headers headers) {
        int size = 0;
        for (Headers.Field field : headers) {
            size += field.name().length() + field.value().length() + 4;
        }
        return size;
    }

    /** Forgets what is written, for the next response, and an array that has grown. */
    HeadBytes clear() {
        size = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[KEPT];
        }
        return this;
    }

    HeadBytes statusLine(int status) {
        return text("HTTP/1.1 ").text(Integer.toString(status)).text(" ").text(Status.reason(status)).line();
    }

    /** Writes all fields but those of the connection. */
    HeadBytes fields(Headers headers) {
        for (Headers.Field field : headers) {
            if (!field.name().equals("connection") && !field.name().equals("transfer-encoding")) {
                text(field.name()).text(": ").text(field.value()).line();
            }
        }
        return this;
    }

    /** Writes characters up to U+00FF as one byte each. */
    @SuppressWarnings("deprecation") // it takes the low bytes, which is what is wanted, and makes no array
    HeadBytes text(String text) {
        room(text.length());
        text.getBytes(0, text.length(), bytes, size);
        size += text.length();
        return this;
    }

    HeadBytes line() {
        room(2);
        bytes[size++] = '\r';
        bytes[size++] = '\n';
        return this;
    }

    /** Takes all of {@code more}. */
    HeadBytes copy(ByteBuffer more) {
        int length = more.remaining();
        room(length);
        more.get(bytes, size, length);
        size += length;
        return this;
    }

    boolean isEmpty() {
        return size == 0;
    }

    ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
