package io.pastelli.push.bayeux.extension;

import io.pastelli.conn.Conn;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.message.Reply;
import io.pastelli.push.bayeux.session.Session;
import java.util.Optional;

/**
 * Changes, refuses or drops messages on their way; extensions are asked in the order they were added.
 *
 * {@snippet :
 * import io.pastelli.push.bayeux.extension.*;
 * import io.pastelli.push.bayeux.message.Message;
 *
 * class NoShouting implements Extension {
 *     public Incoming incoming(Incoming in) {
 *         return in.message() instanceof Message.Publish said && said.data().toString().contains("!")
 *                 ? in.reject("do not shout")
 *                 : in;
 *     }
 * }
 * }
 *
 * <p>
 * <b>Threading:</b> called on virtual threads, for several requests at once; it may block, up to the server's deadline
 * for extensions, after which its message is refused.
 */
public interface Extension {
    /** Takes a message before it has an effect; the first extension that refuses or drops it is the last one asked. */
    default Incoming incoming(Incoming in) {
        return in;
    }

    /** Takes the reply to a message before it goes out. */
    default Reply replying(Message message, Reply reply, Optional<Session> session, Conn conn) {
        return reply;
    }

    /** Takes an event once, before it is put into queues; empty drops it. */
    default Optional<Event> published(Event event) {
        return Optional.of(event);
    }

    /** Takes the event of a client's message once, with that message; does what {@link #published(Event)} does. */
    default Optional<Event> published(Event event, Message.Publish message) {
        return published(event);
    }

    /** Takes an event for each session it goes to, as it goes out; empty drops it for that session. */
    default Optional<Event> outgoing(Event event, Session session, Conn conn) {
        return Optional.of(event);
    }
}
