package io.pastelli.push.bayeux.protocol;

import io.pastelli.conn.Conn;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.session.Session;
import java.util.Optional;

/** Answers what clients publish on a {@code /service/} channel; nobody else gets to see it. */
@FunctionalInterface
public interface Service {
    /**
     * Takes a message; what it returns goes to the sender, on the same channel and with the message's id.
     *
     * @throws Exception anything; the sender is told of an internal error
     */
    Optional<?> call(Call call) throws Exception;

    /**
     * A message for a service.
     *
     * @param session who asks; use {@link Session#deliver(String, Object)} for more answers
     * @param message what is asked
     * @param conn the request it came in; not to be sent on
     */
    record Call(Session session, Message.Publish message, Conn conn) {}
}
