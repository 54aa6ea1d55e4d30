package io.pastelli.push.bayeux.protocol;

import io.pastelli.push.bayeux.backend.Backend.Reason;
import io.pastelli.push.bayeux.message.BayeuxError;
import io.pastelli.push.bayeux.message.BayeuxError.Kind;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.message.Reply;
import io.pastelli.push.bayeux.session.Session;
import io.pastelli.push.bayeux.session.Sessions;

/**
 * Ends sessions.
 *
 * <pre>
 * request  MUST clientId                              MAY ext, id
 * reply    MUST successful                            MAY error, ext, clientId, id
 * </pre>
 *
 * The held connect is answered at once, with the advice not to reconnect.
 */
final class DisconnectHandler {
    private final Sessions sessions;

    DisconnectHandler(Sessions sessions) {
        this.sessions = sessions;
    }

    Reply handle(Message.Disconnect message, Session session) {
        return sessions.destroy(session.id(), Reason.DISCONNECTED)
                ? Reply.to(message)
                : Reply.failed(message, BayeuxError.of(Kind.UNKNOWN_CLIENT, session.id()));
    }
}
