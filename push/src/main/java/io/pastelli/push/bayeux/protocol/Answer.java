package io.pastelli.push.bayeux.protocol;

import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.message.Reply;
import io.pastelli.push.bayeux.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of the messages of one request.
 *
 * @param replies replies that can go out at once, in order
 * @param connect a connect that was accepted, whose reply comes when the transport sees fit
 */
public record Answer(List<Reply> replies, Optional<Connecting> connect) {
    /**
     * A connect that was accepted.
     *
     * @param session whose
     * @param message the connect
     * @param reply what it is answered with; the extensions are asked when it goes out
     * @param hold how long it may be held; zero for not at all
     */
    public record Connecting(Session session, Message message, Reply reply, Duration hold) {}
}
