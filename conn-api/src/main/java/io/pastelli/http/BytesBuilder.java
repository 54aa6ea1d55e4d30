package io.pastelli.http;

import java.io.IOException;
import java.util.Arrays;

/**
 * Gathers bytes as they come and gives them away as {@link Bytes} without copying them once more.
 *
 * <p>
 * It grows by what has really come, never by what somebody announced. For one thread at a time.
 *
 * {@snippet :
 * var input = java.io.InputStream.nullInputStream();
 * var builder = new BytesBuilder(1024);
 * while (builder.read(input::read, 8192) >= 0) {}
 * Bytes all = builder.build();
 * }
 */
public final class BytesBuilder {
    private static final byte[] NOTHING = {};

    /** Where bytes come from, as {@link java.io.InputStream#read(byte[], int, int)}. */
    @FunctionalInterface
    public interface Source {
        /**
         * Puts up to {@code length} bytes into {@code buffer} from {@code offset} on.
         *
         * @return how many; what 0 and −1 mean is the source's business
         * @throws IOException when it cannot
         */
        int read(byte[] buffer, int offset, int length) throws IOException;
    }

    private byte[] array;
    private int size;

    /** Makes one with room for {@code room} bytes; more find room as they come. */
    public BytesBuilder(int room) {
        this.array = room == 0 ? NOTHING : new byte[room];
    }

    /** Returns how many bytes there are so far. */
    public int size() {
        return size;
    }

    /**
     * Reads once from {@code source}: at most {@code most} bytes, and at most the room there is, so call it until you
     * have enough. Without room it asks for a single byte, and doubles the room when that has come.
     *
     * @return what the source returned
     * @throws IOException as the source throws it
     */
    public int read(Source source, int most) throws IOException {
        if (size < array.length) {
            int count = source.read(array, size, Math.min(most, array.length - size));
            size += Math.max(0, count);
            return count;
        }
        var one = new byte[Math.min(most, 1)];
        int count = source.read(one, 0, one.length);
        if (count > 0) {
            array = Arrays.copyOf(array, Math.max(64, Math.multiplyExact(array.length, 2)));
            array[size++] = one[0];
        }
        return count;
    }

    /** Returns the bytes so far and begins anew, empty and without room. */
    public Bytes build() {
        Bytes built = Bytes.owning(size == array.length ? array : Arrays.copyOf(array, size));
        array = NOTHING;
        size = 0;
        return built;
    }
}
