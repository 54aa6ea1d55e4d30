package io.pastelli.netty;

import java.util.Arrays;

/**
 * An array that the connections of one event loop share, each for no longer than a call.
 *
 * <p>
 * <b>Threading:</b> the event loop.
 */
final class Scratch {
    private byte[] bytes = new byte[1024];

    /** Returns the array with at least {@code size} bytes; what was in it is kept. */
    byte[] atLeast(int size) {
        if (bytes.length < size) {
            bytes = Arrays.copyOf(bytes, Math.max(size, 2 * bytes.length));
        }
        return bytes;
    }
}
