package io.pastelli.conn;

import org.jspecify.annotations.Nullable;

/** A plug returned without a response. */
public final class NotSentException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    NotSentException(String message) {
        super(message);
    }

    /** Guards the border to plugs, which NullAway does not see. */
    static Conn requireConn(@Nullable Conn conn) {
        if (conn == null) {
            throw new NotSentException(
                    "a plug returned null: every plug returns the conn it was given or a later one");
        }
        return conn;
    }
}
