package io.pastelli.push.mailbox;

import io.pastelli.conn.Conn;

/**
 * Who may use which mailbox. There is no default: whoever serves mailboxes says who may.
 *
 * {@snippet :
 * import io.pastelli.push.mailbox.*;
 *
 * Access own = (conn, name, action) -> conn.assigned(Key.of("user", String.class)).filter(name::equals).isPresent();
 * }
 */
@FunctionalInterface
public interface Access {
    /** What somebody wants to do. */
    enum Action {
        /** Fetch messages, acknowledge them, ask how many wait. */
        RECEIVE,
        /** Put a message in by POST. */
        SEND
    }

    /**
     * Tells whether this request may; if not it is answered 403.
     *
     * @param name a well-formed name
     * @throws io.pastelli.http.HttpException to answer otherwise: 401 to have the client log in
     * @throws Exception anything else is answered 500
     */
    boolean allows(Conn conn, String name, Action action) throws Exception;

    /** Allows everybody everything: who knows a name can take its messages. */
    static Access open() {
        return (conn, name, action) -> true;
    }
}
