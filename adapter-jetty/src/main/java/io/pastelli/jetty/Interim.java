package io.pastelli.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;

/**
 * Informational responses (RFC 9110 section 15.2): they go out at once as far as the client takes them, the rest in front
 * of the final head.
 *
 * <p>
 * <b>Threading:</b> safe for use by many threads; nothing blocks.
 */
final class Interim {
    private static final int MOST = 16 * 1024;

    private final EndPoint endPoint;
    private ByteBuffer left = ByteBuffer.allocate(0); // guarded by this, as all below
    private boolean closed;

    Interim(EndPoint endPoint) {
        this.endPoint = endPoint;
    }

    /**
     * Says a whole response; false when the final one has begun or the client has not taken the ones before.
     *
     * @throws IOException when the client has gone
     */
    synchronized boolean say(ByteBuffer bytes) throws IOException {
        if (closed || left.remaining() + bytes.remaining() > MOST) {
            return false;
        }
        left = ByteBuffer.allocate(left.remaining() + bytes.remaining()).put(left).put(bytes).flip();
        endPoint.flush(left);
        return true;
    }

    /** Returns what goes out before the final head; nothing can be said from now on. */
    synchronized ByteBuffer end() {
        closed = true;
        return left;
    }
}
