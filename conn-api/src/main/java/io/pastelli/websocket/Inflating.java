package io.pastelli.websocket;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses messages as they come (RFC 7692 section 7.2.2), never further than the limits allow.
 *
 * <p>
 * <b>Threading:</b> one thread at a time, as the decoder it belongs to.
 */
final class Inflating implements AutoCloseable {
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};
    private static final int BLOCK = 4 * 1024;
    private static final int FREE = 256 * 1024;

    private final Compression agreed;
    private final int maxMessage;
    private @Nullable Inflater inflater;
    private long taken;

    /** What takes the message. */
    interface Sink {
        void add(byte[] bytes, int length);
    }

    Inflating(Compression agreed, int maxMessage) {
        this.agreed = agreed;
        this.maxMessage = maxMessage;
    }

    /** Takes a piece of a compressed message of which {@code size} bytes are there; returns how many are now. */
    int add(byte[] bytes, int at, int length, int size, Sink to) {
        taken += length;
        return inflate(bytes, at, length, size, to);
    }

    /** Takes the end of the message. */
    void finish(int size, Sink to) {
        inflate(TAIL, 0, TAIL.length, size, to);
        taken = 0;
        if (!agreed.clientTakeover()) {
            close();
        }
    }

    private int inflate(byte[] bytes, int at, int length, int size, Sink to) {
        Inflater now = inflater;
        if (now == null) {
            now = new Inflater(true);
            inflater = now;
        }
        now.setInput(bytes, at, length);
        var block = new byte[Math.min(BLOCK, maxMessage + 1)];
        int total = size;
        try {
            for (;;) {
                int some = now.inflate(block);
                total += some;
                check(total);
                if (some > 0) {
                    to.add(block, some);
                } else if (now.finished() && now.getRemaining() > 0) {
                    int left = now.getRemaining(); // a final block is followed by another stream
                    now.reset();
                    now.setInput(bytes, at + length - left, left);
                } else if (now.needsDictionary()) {
                    throw new DataFormatException("a dictionary is asked for");
                } else {
                    break;
                }
            }
            if (now.finished()) {
                now.reset();
            }
            return total;
        } catch (DataFormatException e) {
            throw new WebSocketException(new CloseStatus(1007, "a compressed message is not well-formed"));
        }
    }

    private void check(int total) {
        if (total > maxMessage) {
            throw WebSocketException.tooLarge("a message", maxMessage);
        }
        if (total > FREE && total > taken * agreed.options().maxRatio()) {
            throw new WebSocketException(
                    new CloseStatus(1009, "a message grows too much when it is decompressed"));
        }
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }
}
