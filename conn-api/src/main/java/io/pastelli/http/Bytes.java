package io.pastelli.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Immutable bytes: a body, or a chunk that is encoded once and shared by every stream it goes to.
 *
 * <p>
 * Safe to share between threads.
 */
public final class Bytes {
    private static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns no bytes at all. */
    public static Bytes empty() {
        return EMPTY;
    }

    /** Returns the UTF-8 encoding of {@code text}. */
    public static Bytes of(String text) {
        return owning(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a copy of {@code bytes}. */
    public static Bytes of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
    }

    /** Returns a copy of {@code bytes} from {@code from} (inclusive) to {@code to} (exclusive). */
    public static Bytes of(byte[] bytes, int from, int to) {
        return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(bytes, from, to));
    }

    /** Returns bytes that nobody else holds, as they are. */
    static Bytes owning(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes);
    }

    /** Returns the number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** Tells whether there are no bytes. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Returns a read-only view; each call gives an own position and limit. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** Returns a copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Returns the bytes read as UTF-8; malformed input becomes U+FFFD. */
    public String utf8() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Returns the size only: a body may hold secrets. */
    @Override
    public String toString() {
        return "Bytes[" + bytes.length + "]";
    }
}
