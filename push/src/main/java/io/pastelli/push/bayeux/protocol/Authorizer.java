package io.pastelli.push.bayeux.protocol;

import io.pastelli.conn.Conn;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.session.Session;

/**
 * Says who may do what; all authorizers have to agree. By default everybody may everything.
 *
 * <p>
 * Who subscribes to a pattern asks for all channels it matches: refuse {@code /**} where {@code /secret} is refused.
 *
 * <p>
 * <b>Threading:</b> called on virtual threads, for several requests at once; it may block.
 */
public interface Authorizer {
    /** Tells whether a client may begin a session. */
    default boolean mayHandshake(Message.Handshake handshake, Conn conn) {
        return true;
    }

    /** Tells whether a session may subscribe first to a channel or pattern that nobody is subscribed to. */
    default boolean mayCreate(Session session, String channel, Conn conn) {
        return true;
    }

    /** Tells whether a session may subscribe to a channel or pattern. */
    default boolean maySubscribe(Session session, String channel, Conn conn) {
        return true;
    }

    /** Tells whether a session may publish on a channel or ask a service. */
    default boolean mayPublish(Session session, Message.Publish message, Conn conn) {
        return true;
    }
}
