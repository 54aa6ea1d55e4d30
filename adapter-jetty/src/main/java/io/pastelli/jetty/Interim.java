package io.pastelli.jetty;

import java.nio.ByteBuffer;

/**
 * Informational responses (RFC 9110 section 15.2), as long as the final head has not begun.
 *
 * <p>
 * <b>Threading:</b> safe for use by many threads; nothing blocks.
 */
final class Interim {
    private final Outlet outlet;
    private boolean closed; // guarded by this

    Interim(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Says a whole response; false when the final one has begun or the client has not taken the ones before. */
    boolean say(ByteBuffer bytes) {
        synchronized (this) {
            if (closed || !outlet.add(bytes)) {
                return false;
            }
        }
        outlet.push(); // with no lock held: a write that fails ends the exchange
        return true;
    }

    /** Says nothing from now on. */
    synchronized void end() {
        closed = true;
    }
}
