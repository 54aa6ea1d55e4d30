package io.pastelli.bench.room;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the messages of a server out of a stream of bytes, and puts those of a client into one. */
interface Framing {
    /** Hands bytes of a message to {@code scan}, to its end at most; true when it is complete. */
    boolean read(ByteBuffer in, Scan scan) throws IOException;

    /** Returns the bytes of a message. */
    ByteBuffer write(String text);
}
