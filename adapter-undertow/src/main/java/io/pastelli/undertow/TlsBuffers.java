package io.pastelli.undertow;

import java.nio.ByteBuffer;

/** The buffers that all TLS connections of one I/O thread use in turn; nobody keeps one past the current task. */
final class TlsBuffers {
    private static final int RECORD = 17 * 1024; // a record of 16 KiB with all that goes around it

    private final ByteBuffer in = ByteBuffer.allocate(4 * RECORD);
    private final ByteBuffer out = ByteBuffer.allocate(5 * RECORD);
    private final ByteBuffer plain = ByteBuffer.allocate(RECORD);

    /** Returns room for encrypted bytes that come, cleared. */
    ByteBuffer in() {
        return in.clear();
    }

    /** Returns room for encrypted bytes that go, cleared. */
    ByteBuffer out() {
        return out.clear();
    }

    /** Returns room for one decrypted record, cleared. */
    ByteBuffer plain() {
        return plain.clear();
    }

    /** Tells whether one more record fits. */
    static boolean fits(ByteBuffer buffer) {
        return buffer.remaining() >= RECORD;
    }
}
