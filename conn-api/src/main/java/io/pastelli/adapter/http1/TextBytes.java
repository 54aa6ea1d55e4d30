package io.pastelli.adapter.http1;

import io.pastelli.http.Headers;
import io.pastelli.http.Status;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Lines of HTTP/1, and bytes that go out with them, in one array that can be used again. What goes in is checked already.
 *
 * <p>
 * <b>Threading:</b> one thread at a time.
 */
public final class TextBytes {
    private static final String HEX = "0123456789abcdef";

    private final int mostKept;
    private byte[] bytes;
    private int size;
    private ByteBuffer view;

    /**
     * Makes one with room for {@code room} bytes; it finds more.
     *
     * @param mostKept how long an array {@link #clear} keeps
     */
    public TextBytes(int room, int mostKept) {
        this.mostKept = mostKept;
        this.bytes = new byte[room];
        this.view = ByteBuffer.wrap(bytes);
    }

    /** Makes one for a single use, with room for {@code room} bytes; it finds more. */
    public TextBytes(int room) {
        this(room, room);
    }

    /** Returns how many bytes fields take, line ends included. */
    public static int size(Headers headers) {
        int size = 0;
        for (int i = 0; i < headers.size(); i++) {
            size += headers.name(i).length() + headers.value(i).length() + 4;
        }
        return size;
    }

    /** Forgets what is written, and a larger array than it keeps. */
    public TextBytes clear() {
        size = 0;
        if (bytes.length > mostKept) {
            bytes = new byte[mostKept];
        }
        return this;
    }

    /** Returns {@code part}, or a copy when its bytes are in here. */
    @SuppressWarnings({"ReferenceEquality", "ByteBufferBackingArray"}) // the very same array
    public ByteBuffer kept(ByteBuffer part) {
        boolean here = part.hasArray() && part.array() == bytes;
        return here ? ByteBuffer.allocate(part.remaining()).put(part).flip() : part;
    }

    /** Writes a status line (RFC 9112 section 4). */
    public TextBytes statusLine(int status) {
        return text("HTTP/1.1 ").digit(status / 100).digit(status / 10).digit(status).text(" ")
                .text(Status.reason(status)).line();
    }

    /** Writes all fields but {@code connection} and {@code transfer-encoding}, which are the adapter's. */
    public TextBytes fields(Headers headers) {
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            if (!name.equals("connection") && !name.equals("transfer-encoding")) {
                text(name).text(": ").text(headers.value(i)).line();
            }
        }
        return this;
    }

    /** Writes the size line of a chunk of {@code length} bytes (RFC 9112 section 7.1). */
    public TextBytes chunkSize(int length) {
        int digits = Math.max(1, (35 - Integer.numberOfLeadingZeros(length)) / 4);
        room(digits);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            bytes[size++] = (byte) HEX.charAt(length >> shift & 0xf);
        }
        return line();
    }

    /** Writes characters up to U+00FF as one byte each. */
    @SuppressWarnings("deprecation") // it takes the low bytes, which is what is wanted, and makes no array
    public TextBytes text(String text) {
        int length = text.length();
        room(length);
        text.getBytes(0, length, bytes, size);
        size += length;
        return this;
    }

    /** Ends a line, or the head with an empty one. */
    public TextBytes line() {
        room(2);
        bytes[size++] = '\r';
        bytes[size++] = '\n';
        return this;
    }

    /** Copies {@code more} and leaves it as it is. */
    public TextBytes copy(ByteBuffer more) {
        int length = more.remaining();
        room(length);
        more.get(more.position(), bytes, size, length);
        size += length;
        return this;
    }

    /** Tells whether nothing is written. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Returns what is written, until the next use of this object: bytes and buffer are used again. */
    @SuppressWarnings({"ReferenceEquality", "ByteBufferBackingArray"}) // the very same array
    public ByteBuffer asByteBuffer() {
        if (view.array() != bytes) {
            view = ByteBuffer.wrap(bytes);
        }
        return view.clear().limit(size);
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
