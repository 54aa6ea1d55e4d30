package io.pastelli.netty;

import io.pastelli.adapter.http1.HeadParser;
import java.util.Arrays;

/**
 * What the connections of one event loop share to read heads, each for no longer than a call.
 *
 * <p>
 * <b>Threading:</b> the event loop.
 */
final class Scratch {
    private final HeadParser parser;
    private byte[] bytes = new byte[1024];

    Scratch(int headerCount) {
        this.parser = new HeadParser(headerCount);
    }

    HeadParser parser() {
        return parser;
    }

    /** Returns an array with at least {@code size} bytes; what was in it is kept. */
    byte[] atLeast(int size) {
        if (bytes.length < size) {
            bytes = Arrays.copyOf(bytes, Math.max(size, 2 * bytes.length));
        }
        return bytes;
    }
}
