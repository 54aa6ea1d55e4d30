package io.pastelli.conn;

import io.pastelli.owner.Exit;

/** There is nobody to answer or to read from any more: the client has left. Not an error of the server's. */
public final class DepartedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final transient Exit exit;

    DepartedException(Exit exit) {
        super("the exchange is over: " + exit);
        this.exit = exit;
    }

    /** Returns how the client left. */
    public Exit exit() {
        return exit;
    }
}
