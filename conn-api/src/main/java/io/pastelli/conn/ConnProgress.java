package io.pastelli.conn;

import java.util.Optional;

/**
 * What is known of a request across all copies of its {@link Conn}; for plugs that wrap others, such as error handlers
 * and loggers.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
public sealed interface ConnProgress permits Conn {
    /**
     * Notes this conn as the one that the request has come to, and returns it. {@link Plug#pipeline}, {@link Plug#forward}
     * and the router do so for each plug they call; who calls plugs in another way may.
     */
    default Conn reach() {
        Conn self = (Conn) this;
        self.transaction().reach(self);
        return self;
    }

    /** Returns the conn that was noted last by {@link #reach} while the plug runs; else this one. */
    default Conn reached() {
        Conn self = (Conn) this;
        return self.transaction().reached().orElse(self);
    }

    /** Returns how far the response has gone out by now; empty when none has begun. */
    default Optional<Progress> progress() {
        return ((Conn) this).transaction().progress();
    }
}
