package io.pastelli.bench.client;

import io.pastelli.bench.Wire;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** Finds the times in the events of one stream, however its bytes are cut. */
final class Events {
    private int digits = -1;
    private long value;

    /** Hands every time that is complete to {@code times}; returns how many. */
    int take(ByteBuffer in, LongConsumer times) {
        int found = 0;
        while (in.hasRemaining()) {
            byte next = in.get();
            if (next == Wire.MARK) {
                digits = 0;
                value = 0;
            } else if (digits >= 0) {
                value = value * 10 + (next - '0');
                if (++digits == Wire.DIGITS) {
                    times.accept(value);
                    found++;
                    digits = -1;
                }
            }
        }
        return found;
    }
}
