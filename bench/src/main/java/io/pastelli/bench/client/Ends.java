package io.pastelli.bench.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Finds where the responses on one connection end. All have the same size, so only the first one is parsed; with chunked bodies,
 * which hold no such bytes, it looks for the last chunk.
 */
final class Ends {
    private static final long LAST_CHUNK = 0x0D0A300D0A0D0AL; // CR LF 0 CR LF CR LF
    private static final long SEVEN_BYTES = 0xFFFFFFFFFFFFFFL;

    private final boolean http;
    private int size;
    private boolean chunked;
    private int received;
    private long tail;

    /** Makes one for responses of {@code size} bytes, 0 for those of HTTP, whose first one tells. */
    Ends(int size) {
        this.size = size;
        this.http = size == 0;
    }

    /** Returns how many responses end in what was read. */
    int count(ByteBuffer in) throws IOException {
        if (received == 0 && http) {
            begin(in);
        }
        received += in.remaining();
        if (chunked) {
            return last(in);
        }
        int whole = received / size;
        received %= size;
        return whole;
    }

    /** Tells whether something came after the last response. */
    boolean more() {
        return received > 0;
    }

    private int last(ByteBuffer in) {
        for (int i = Math.max(in.position(), in.limit() - 7); i < in.limit(); i++) {
            tail = ((tail << 8) | (in.get(i) & 0xFF)) & SEVEN_BYTES;
        }
        if (tail != LAST_CHUNK) {
            return 0;
        }
        received = 0;
        return 1;
    }

    private void begin(ByteBuffer in) throws IOException {
        if (in.remaining() < 12 || in.get(9) != '2') {
            throw new IOException("not a 2xx: " + ISO_8859_1.decode(in));
        }
        if (size > 0 || chunked) {
            return;
        }
        String text = ISO_8859_1.decode(in.duplicate()).toString();
        int end = text.indexOf("\r\n\r\n");
        String head = text.substring(0, Math.max(0, end)).toLowerCase(Locale.ROOT) + "\r\n";
        int length = head.indexOf("content-length: ");
        chunked = head.contains("transfer-encoding: chunked");
        if (length < 0 && !chunked) {
            throw new IOException("neither content-length nor chunks in " + text);
        }
        size = chunked
                ? 0
                : end + 4 + Integer.parseInt(head.substring(length + 16, head.indexOf('\r', length)).trim());
    }
}
