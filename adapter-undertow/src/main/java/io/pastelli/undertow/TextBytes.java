package io.pastelli.undertow;

import io.pastelli.http.Headers;
import io.pastelli.http.Status;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Lines of HTTP/1.x, and short bytes that go out with them, in one array.
 *
 * <p>
 * <b>Threading:</b> one thread at a time.
 */
final class TextBytes {
    private static final String HEX = "0123456789abcdef";
    private static final int MOST_KEPT = 64 * 1024;

    private byte[] bytes;
    private int size;

    /** Makes one with room for {@code room} bytes; it finds more. */
    TextBytes(int room) {
        bytes = new byte[room];
    }

    /** Forgets what is written, and a large array. */
    TextBytes clear() {
        size = 0;
        if (bytes.length > MOST_KEPT) {
            bytes = new byte[MOST_KEPT];
        }
        return this;
    }

    /** Returns {@code part}, or a copy when its bytes are in here. */
    @SuppressWarnings({"ReferenceEquality", "ByteBufferBackingArray"}) // the very same array
    ByteBuffer kept(ByteBuffer part) {
        boolean here = part.hasArray() && part.array() == bytes;
        return here ? ByteBuffer.allocate(part.remaining()).put(part).flip() : part;
    }

    TextBytes statusLine(int status) {
        return text("HTTP/1.1 ").digit(status / 100).digit(status / 10).digit(status).text(" ")
                .text(Status.reason(status)).line();
    }

    TextBytes fields(Headers headers) {
        for (Headers.Field field : headers) {
            text(field.name()).text(": ").text(field.value()).line();
        }
        return this;
    }

    /** Writes the size line of a chunk. */
    TextBytes chunkSize(int length) {
        int digits = Math.max(1, (35 - Integer.numberOfLeadingZeros(length)) / 4);
        room(digits);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            bytes[size++] = (byte) HEX.charAt(length >> shift & 0xf);
        }
        return line();
    }

    /** Writes characters up to U+00FF as one byte each. */
    @SuppressWarnings("deprecation") // it takes the low bytes, which is what is wanted, and makes no array
    TextBytes text(String text) {
        int length = text.length();
        room(length);
        text.getBytes(0, length, bytes, size);
        size += length;
        return this;
    }

    TextBytes line() {
        room(2);
        bytes[size++] = '\r';
        bytes[size++] = '\n';
        return this;
    }

    /** Copies {@code more} and leaves it as it is. */
    TextBytes copy(ByteBuffer more) {
        int length = more.remaining();
        room(length);
        more.get(more.position(), bytes, size, length);
        size += length;
        return this;
    }

    ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    private TextBytes digit(int number) {
        room(1);
        bytes[size++] = (byte) ('0' + number % 10);
        return this;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
